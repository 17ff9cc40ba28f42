"""The word a view says about who may open it: a permission, `signed_in` or `guest`. Read by the table of rights."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def declare(view: V, permission: str) -> V:
    vars(view)["permission"] = permission
    return view
