"""What becomes of an activity when its row is edited. Pure."""
