"""Answers every view gives alike."""

from functools import cache
from ipaddress import ip_address
from typing import Any

from django import forms
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

INVALID = 422
LONGEST_NUMBER = 18  # digits of a number that surely fits a column
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def render_form(
    request: HttpRequest, template: str, form: forms.BaseForm, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a form: 200 when empty, 422 with the typed values when it was sent with errors."""
    wrong = form.is_bound and bool(form.errors)
    return render(request, template, {"form": form, **(context or {})}, status=INVALID if wrong else 200)


def next_address(request: HttpRequest, default: str = "/") -> str:
    """The local address of the field `next`; never another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure):
        return wanted
    return reverse(default) if default and not default.startswith("/") else default


def stored_file(file: FieldFile, name: str, content_type: str = "") -> HttpResponse | FileResponse:
    """Always a download: nothing stored is ever shown inside a page of ours. The bytes are sent by nginx where it can.

    Without a type it is told by the ending of the name, a key of TYPES.
    """
    kind = content_type or TYPES[name.rpartition(".")[2]]
    response: HttpResponse | FileResponse
    if settings.FILES_INTERNAL_URL:
        response = HttpResponse(content_type=kind)
        response["X-Accel-Redirect"] = f"{settings.FILES_INTERNAL_URL.rstrip('/')}/{file.name}"
    else:
        response = FileResponse(file.open("rb"), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def whole(text: str | None) -> int | None:
    """A number out of a hidden field, as a column can hold it; None for anything else: thousands of digits are none."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def client_address(request: HttpRequest) -> str:
    """Where the request comes from, for the log; behind trusted proxies what the outermost of them has seen."""
    proxies, passed = settings.ALLAUTH_TRUSTED_PROXY_COUNT, request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < proxies <= len(passed):
        try:
            return str(ip_address(passed[-proxies].strip()))
        except ValueError:
            pass
    return str(request.META.get("REMOTE_ADDR", ""))


def address_of(name: str, key: int | str) -> str:
    """The address of a page with one whole number in it, or with the hole of a stencil; resolved once, for lists."""
    return _pattern(name) % key


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=[0]).replace("%", "%%").replace("/0/", "/%s/", 1)
