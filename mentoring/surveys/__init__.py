"""Pure: what surveys ask, page by page, and what their answers come to."""
