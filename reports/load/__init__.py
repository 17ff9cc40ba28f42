"""A large invented country to measure on: set-based, in one transaction, every name made up."""

from reports.load.build import NotItsOwn, build, fill

__all__ = ["NotItsOwn", "build", "fill"]
