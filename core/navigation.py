"""The menu: only sections that exist, only those the viewer's roles open."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.templatetags.ui import icon

CURRENT = SafeString(' aria-current="page"')
NOTHING = ("", SafeString(""))


@dataclass(frozen=True)
class Link:
    """`permission` "" is for everyone signed in; `pages` are beginnings of URL names that belong to the section.

    `unless`: a permission that gives something better in its place. `tops`: pages beside the first one that show the
    links of the group, too.
    """

    name: str
    label: str
    icon: str
    permission: str = ""
    pages: tuple[str, ...] = ()
    short: str = ""
    unless: str = ""
    tops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Links of one section: the menu has one entry for them, their pages lead to each other."""

    label: str
    icon: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Item:
    """A link of the menu, resolved for one page."""

    link: Link
    address: str
    current: bool


@dataclass(frozen=True)
class Menu:
    """`sections` beside the page, `bar` and `rest` on a phone (`rest` under «Ещё»), `quick` under «+».

    Each is also there as ready links: `side`, `bar_links`, `rest_links`, `quick_links`. `within` are the links of the
    group called `group`, on the first pages of its sections.
    """

    sections: tuple[Item, ...]
    bar: tuple[Item, ...]
    rest: tuple[Item, ...]
    quick: tuple[Item, ...]
    side: SafeString
    bar_links: SafeString
    rest_links: SafeString
    quick_links: SafeString
    group: str
    within: SafeString


ROADMAP_PAGES = ("roadmap_", "activity_", "occurrence_", "line_", "attachment_", "version_", "import_", "stage_")
CONSENT_PAGES = ("consent_", "scan_", "errand_")
SETTINGS_PAGES = (
    *("settings_home", "notification_settings", "organization_edit", "people_list", "person_", "invitation_"),
    *(
        "event_",
        "page_",
        "school_year_",
        "substitution_",
        "feed_",
        "reminder_",
        "account_",
        "mfa_",
        "rules_",
        "base_",
        "usersessions_",
    ),
    *("data_", "subject_request_", "retention_", "act_", "handover_", "export_"),
)
PEOPLE_PAGES = (
    *(
        "participant_",
        "participation_",
        "card_",
        "guardian_",
        "request_",
        "training_",
        "closed_",
        "partner_",
        "filter_",
        "people_import",
    ),
)
OWN_PAIR_PAGES = ("mentor_home", "own_pair", "meeting_", "answer_", "concern_create")
MATCHING_PAGES = ("variant_", "row_", "match_", "vote_", "ban_", "matching_rules", "next_step_")
MATCHING_TOPS = ("match_one", "vote_round_list", "next_step_list", "ban_list", "matching_rules")
PEOPLE = (
    Link("participant_list", "Участники", "people", "person_view", PEOPLE_PAGES, "Люди"),
    Link("intake_list", "Анкеты", "form", "person_view", ("intake_", "application_")),
    Link("consent_matrix", "Согласия", "shield", "person_view", CONSENT_PAGES),
)
PAIRS = (
    Link("pair_list", "Пары", "pair", "pair_view", ("pair_", "plan_", "template_")),
    Link("variant_list", "Подбор пар", "link", "pair_view", MATCHING_PAGES, tops=MATCHING_TOPS),
    Link("concern_list", "Проблемы в парах", "warning", "concern_view", ("concern_list", "concern_close")),
)
REPORTS = (
    Link("report_list", "Отчёты", "table", "report_view", ("report_",)),
    Link("indicator_grid", "Показатели", "table", "figure_view", ("indicator_",), tops=("indicator_below",)),
    Link("figure_home", "Сводка", "chart", "figure_view", ("figure_", "light_"), unless="dashboard_view"),
    Link("campaign_list", "Сбор отчётов", "form", "report_view", ("campaign_",)),
)
# One role sees nine of them at most.
SECTIONS: tuple[Link | Group, ...] = (
    Link("home", "Что сегодня", "today", "home", ("home",), "Сегодня"),
    Link("roadmap_list", "Дорожная карта", "route", "roadmap_view", ROADMAP_PAGES, "Карта"),
    Link("mentor_home", "Мои пары", "pair", "pair_own", OWN_PAIR_PAGES, "Пары"),
    Group("Участники", "people", PEOPLE),
    Group("Пары", "pair", PAIRS),
    Link("survey_list", "Опросы", "check", "survey_view", ("survey_",)),
    Link("next_step_mine", "Поручения", "person", "step_own", ("next_step_mine",)),
    Link("order_list", "Документы", "document", "order_view", ("order_", "paper_")),
    Group("Отчёты", "table", REPORTS),
    Link("endorsement_list", "Согласование", "send", "roadmap_endorse", ("endorsement_", "remark_")),
    Link("dashboard", "Сводка", "chart", "dashboard_view", ("dashboard", "figure_", "light_")),
    Link("organization_list", "Школы", "school", "school_list", ("organization_list", "organization_detail")),
    Link("inbox_list", "Входящие", "inbox", "", ("inbox_", "notice_")),
    Link("settings_home", "Настройки", "settings", "", SETTINGS_PAGES),
)
QUICK = (
    Link("roadmap_create", "Дорожная карта", "route", "roadmap_edit"),
    Link("roadmap_import", "Карта из файла", "upload", "roadmap_edit"),
    Link("participant_create", "Участник", "people", "person_edit"),
    Link("invitation_create", "Приглашение сотруднику", "person", "people_manage"),
)
ON_BAR = ("home", "roadmap_list", "mentor_home")


@lru_cache(maxsize=512)
def menu(permissions: frozenset[str], page_name: str) -> Menu:
    """The menu of a page; the same for everyone with the same permissions, so it is remembered."""
    sections, (group, within) = _sections(permissions, page_name), _around(permissions, page_name)
    bar = tuple(item for item in sections if item.link.name in ON_BAR)
    rest = tuple(item for item in sections if item.link.name not in ON_BAR)
    quick = _items(QUICK, permissions, page_name)
    links = _links(sections), _links(bar, short=True), _links(rest), _links(quick)
    return Menu(sections, bar, rest, quick, *links, group, within)


def _sections(permissions: frozenset[str], page_name: str) -> tuple[Item, ...]:
    """A group is one entry that leads to its first page; of a single page that page itself."""
    found: list[Item] = []
    for section in SECTIONS:
        if isinstance(section, Link):
            found += _items([section], permissions, page_name)
        elif items := _items(section.links, permissions, page_name):
            found.append(items[0] if len(items) == 1 else _whole(section, items))
    return tuple(found)


def _whole(group: Group, items: tuple[Item, ...]) -> Item:
    first = items[0]
    link = Link(first.link.name, group.label, group.icon, short=first.link.short)
    return Item(link, first.address, any(item.current for item in items))


def _around(permissions: frozenset[str], page_name: str) -> tuple[str, SafeString]:
    """The links beside the page in its group, on the first pages of the group only: others have crumbs."""
    for group in SECTIONS:
        links = group.links if isinstance(group, Group) else ()
        if any(page_name in (link.name, *link.tops) for link in links):
            items = _items(links, permissions, page_name)
            return (group.label, _plain(items)) if len(items) > 1 else NOTHING
    return NOTHING


def _plain(items: tuple[Item, ...]) -> SafeString:
    parts = ((item.address, CURRENT if item.current else "", item.link.label) for item in items)
    return format_html_join("", '<a href="{}"{}>{}</a>\n', parts)


def _links(items: tuple[Item, ...], *, short: bool = False) -> SafeString:
    words = ((item.link.short if short else item.link.label, item) for item in items)
    return format_html_join(
        "",
        '<a href="{}"{}>{}{}</a>\n',
        ((item.address, CURRENT if item.current else "", icon(item.link.icon), word) for word, item in words),
    )


def resolved(links: Iterable[Link], permissions: frozenset[str]) -> tuple[Item, ...]:
    """Links that exist here and work for whoever holds the permissions."""
    return _items(links, permissions, "")


def _items(links: Iterable[Link], permissions: frozenset[str], page_name: str) -> tuple[Item, ...]:
    allowed = (link for link in links if link.permission in ("", *permissions) and link.unless not in permissions)
    return tuple(
        Item(link, address, bool(link.pages) and (page_name or "").startswith(link.pages))
        for link in allowed
        if (address := _address(link.name))
    )


def _address(name: str) -> str:
    """Empty when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
