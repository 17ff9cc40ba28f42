"""Terms of a roadmap as calendar files (RFC 5545)."""
