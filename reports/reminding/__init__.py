"""Reminding schools and whoever owes a report: how often, in which words, what goes into a chat."""
