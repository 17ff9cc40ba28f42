"""Views of a roadmap as sheets (`core.sheets`)."""
