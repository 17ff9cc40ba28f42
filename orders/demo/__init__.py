"""Demonstration data: one invented region. Nothing here is a real person, organization or address."""

from orders.demo.load import load
from orders.demo.people import PASSWORD, sign_ins

__all__ = ["PASSWORD", "load", "sign_ins"]
