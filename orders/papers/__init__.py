"""Papers beside orders: one module for each, the registry of all of them, how they are printed."""
