"""What stands around the content of a busy page, by a stencil: `base.html` for the pages that are opened most."""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from core import navigation, plain_view, years
from core.stencils import Form, fill, form_of, hole, place
from core.viewer import Request, Viewer

NOTHING_TOLD = "\n"
BLOCKS = ("title", "scripts", "told", "crumbs", "heading", "actions", "meta", "content")
WORDS = (*BLOCKS, "here", "address", "account", "organization", "person", "role", "unread")


class Look(NamedTuple):
    """All that `base.html` decides by. `acting` is the place of the acting organization among the memberships."""

    permissions: frozenset[str]
    page_name: str
    a11y: str
    year: int
    closed: bool
    years: tuple[tuple[int, str, bool], ...]
    memberships: int
    acting: int
    unread: bool


def show(
    request: Request,
    *,
    csrf_token: str,
    unread: int,
    title: str,
    heading: str,
    content: str,
    crumbs: str = "",
    actions: str = "",
    meta: str = "",
    scripts: str = "",
) -> HttpResponse:
    """A page of somebody who acts in an organization. Blocks of `base.html` are words: escaped unless marked safe."""
    viewer, match, chosen = request.viewer, request.resolver_match, years.chosen_year(request)
    look = Look(
        permissions=viewer.permissions,
        page_name=(match.url_name if match else "") or "",
        a11y=plain_view.chosen(request),
        year=chosen,
        closed=chosen in viewer.closed_years,
        years=tuple(years.labelled_years(timezone.localdate(), viewer.closed_years)),
        memberships=len(viewer.memberships),
        acting=viewer.memberships.index(viewer.membership),
        unread=unread > 0,
    )
    words = {
        "title": title,
        "heading": heading,
        "content": content,
        "crumbs": crumbs,
        "actions": actions,
        "meta": meta,
        "scripts": scripts,
        "told": _told(request),
        "csrf_token": csrf_token,
        "here": quote(request.path),
        "address": request.get_full_path(),
        "unread": unread,
    }
    return HttpResponse(fill(_form(look), words | _names(viewer)))


def _told(request: Request) -> str:
    """Messages; on most pages there are none."""
    return render_to_string("components/messages.html", request=request) if get_messages(request) else NOTHING_TOLD


def _names(viewer: Viewer) -> dict[str, Any]:
    """Of the person and of the organizations to switch between."""
    member = viewer.membership
    role = member.role_names()[0] if member.roles else ""
    names = {
        "account": viewer.user.pk,
        "organization": viewer.organization.short_name,
        "person": member.short_name,
        "role": role,
    }
    for number, each in enumerate(viewer.memberships if len(viewer.memberships) > 1 else ()):
        names |= {f"id{number}": each.organization_id, f"name{number}": each.organization.short_name}
    return names


@lru_cache(maxsize=512)
def _form(look: Look) -> Form:
    """`base.html`: it gets holes where a page has names of people, addresses and its own blocks."""
    words = {name: hole(name) for name in WORDS}
    several = [
        SimpleNamespace(organization_id=hole(f"id{n}"), organization=SimpleNamespace(short_name=hole(f"name{n}")))
        for n in range(look.memberships)
    ]
    viewer = SimpleNamespace(
        user=SimpleNamespace(pk=words["account"]),
        membership=SimpleNamespace(short_name=words["person"], role_names=[words["role"]]),
        organization=SimpleNamespace(pk=several[look.acting].organization_id, short_name=words["organization"]),
        memberships=several,
    )
    context = {
        "viewer": viewer,
        "a11y": look.a11y,
        "page_name": look.page_name,
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "menu": navigation.menu(look.permissions, look.page_name),
        "school_year": years.year_label(look.year),
        "school_year_closed": look.closed,
        "school_years": look.years,
        "unread_news": place("unread") if look.unread else 0,
        "request": SimpleNamespace(get_full_path=words["address"]),
        "here": words["here"],
        "csrf_token": place("csrf_token"),
    }
    return form_of("shell.html", {**context, **{name: words[name] for name in BLOCKS}})
