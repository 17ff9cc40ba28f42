"""Appendices from the data: the roadmap, the pairs; as they are now and what has changed since."""
