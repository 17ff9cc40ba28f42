"""The public page as everybody sees it: plain words and numbers, gathered under a scope made for the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db.models import F, Q

from core import tenancy
from core.tenancy import Scope
from core.viewer import Viewer
from core.years import school_year_of
from mentoring.models import Consent, Guardian, IntakeLink, MentoringForm, Participation, Person, Purpose, Side
from mentoring.models.consents import Signer
from mentoring.models.people import ADULT, PersonQuerySet
from mentoring.queries.intake import closed_because
from orders.models import Order, OrderFile, OrderQuerySet
from reports.models import PublicPage
from reports.page.naming import roots_of, without
from roadmaps.models import Activity, Responsible, Roadmap

NEWS, NAMES = 5, 200  # the most of each
PLAN, MARKUP = 45_000, 150  # bytes of the roadmap, of the tags of a row: the page stays within 100 kB
# Papers about the programme itself: nobody's pair, award or appointment.
PUBLIC_KINDS = ("introduction", "regulation", "roadmap_approval", "municipal_roadmap", "mentor_school", "monitoring")
Block = PublicPage.Block
USUAL = [str(block) for block in Block if block != Block.MENTORS]  # what a new page shows


@dataclass(frozen=True, slots=True)
class Paper:
    pk: int
    title: str
    number: str
    dated_on: date | None
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    name: str
    term: str
    people: str
    result: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The approved roadmap; `left` rows did not fit."""

    title: str
    basis: str
    stages: tuple[tuple[str, tuple[Row, ...]], ...]
    left: int


@dataclass(frozen=True, slots=True)
class Piece:
    title: str
    text: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page. `blocks` are those that are switched on and have something to say."""

    page: PublicPage
    about: str = ""
    contacts: str = ""
    forms: tuple[str, ...] = ()
    questionnaires: tuple[tuple[str, str], ...] = ()  # (code, for whom)
    news: tuple[Piece, ...] = ()
    papers: tuple[Paper, ...] = ()
    plan: Plan | None = None
    mentors: tuple[str, ...] = ()


def own_page(viewer: Viewer) -> PublicPage:
    """The page of the acting organization; a new one is not stored and stands under the organization's code."""
    found = PublicPage.objects.visible_to(viewer).filter(organization=viewer.organization).first()
    if found is not None:
        return found
    return PublicPage(organization=viewer.organization, slug=viewer.organization.code, blocks=USUAL)


def page_viewer(page: PublicPage) -> Viewer:
    """Reads the one organization, its people only to know whom not to name."""
    own = (page.organization_id,)
    return Viewer(scope=Scope(schools=own, pd_schools=own), organization=page.organization)


def shown(page: PublicPage, today: date) -> Shown:
    """`today` is the local date of the organization. A block that is off asks nothing."""
    viewer, blocks = page_viewer(page), set(page.blocks)
    with tenancy.tx(viewer.scope):
        hide = partial(without, roots=surnames_to_hide(viewer, today))
        roadmap = _roadmap(viewer, today) if blocks & {Block.ROADMAP, Block.FORMS} else None
        return Shown(
            page,
            about=hide(page.about) if Block.ABOUT in blocks else "",
            contacts=hide(page.contacts) if Block.CONTACTS in blocks else "",
            forms=tuple(_forms(roadmap)) if Block.FORMS in blocks else (),
            questionnaires=tuple(_open(viewer, today)) if Block.JOIN in blocks else (),
            news=tuple(_news(page, hide)) if Block.NEWS in blocks else (),
            papers=tuple(_papers(viewer, page.orders, hide)) if Block.ORDERS in blocks else (),
            plan=_plan(roadmap, hide) if roadmap and Block.ROADMAP in blocks else None,
            mentors=tuple(_mentors(viewer, today)) if Block.MENTORS in blocks else (),
        )


def surnames_to_hide(viewer: Viewer, today: date) -> frozenset[str]:
    """Roots of surnames of whoever has not agreed to be named, as `reports.page.naming` writes them.

    A surname that somebody without a consent has too is nobody's: a text does not tell whose it is.
    """
    people = Person.objects.visible_to(viewer).filter(organization=viewer.organization)
    people = people.exclude(pk__in=_agreed(viewer, today).values("pk"))
    parents = Guardian.objects.visible_to(viewer).filter(organization=viewer.organization)
    names = people.order_by().values_list("last_name").union(parents.order_by().values_list("last_name"))
    return roots_of(name for (name,) in names)


def _agreed(viewer: Viewer, today: date) -> PersonQuerySet:
    """Adults with their own consent to be named, in force on the day. Children are never named here."""
    consents = Consent.objects.visible_to(viewer).in_force(today)
    consents = consents.filter(purpose=Purpose.DISSEMINATION, signer=Signer.SELF)
    rows = Person.objects.visible_to(viewer).present().filter(organization=viewer.organization)
    of_age = Q(birth_date__lte=today.replace(year=today.year - ADULT, day=min(today.day, 28)))
    return rows.filter(of_age, pk__in=consents.values("person_id"))


def _mentors(viewer: Viewer, today: date) -> Iterable[str]:
    year = Participation.objects.visible_to(viewer).of_year(school_year_of(today)).filter(side=Side.MENTOR)
    year = year.exclude(state=Participation.State.LEFT)
    people = _agreed(viewer, today).filter(pk__in=year.values("person_id")).order_by("search_name", "pk")
    return (person.full_name for person in people[:NAMES])


def _open(viewer: Viewer, today: date) -> Iterable[tuple[str, str]]:
    """Questionnaires that look for mentors and take answers today."""
    links = IntakeLink.objects.visible_to(viewer).filter(organization=viewer.organization, side=Side.MENTOR)
    for link in links.filter(closed_at=None).order_by("-created_at", "-pk").select_related("organization"):
        received = link.applications.visible_to(viewer).count() if link.limit is not None else 0
        if closed_because(link, today, received) is None:
            yield link.code, str(link.get_audience_display())


def _news(page: PublicPage, hide: Callable[[str], str]) -> Iterable[Piece]:
    if not page.pk:
        return ()
    rows = page.news.order_by("-published_on", "-pk")[:NEWS]
    return (Piece(hide(row.title), hide(row.text), row.published_on) for row in rows)


def papers_to_offer(viewer: Viewer) -> list[Paper]:
    """What a page may carry: papers about the programme with a copy for the site, in force."""
    return list(papers(viewer, None))


def papers(viewer: Viewer, chosen: Iterable[int] | None) -> Iterable[Paper]:
    """In force and with a public copy; `chosen` ids of any other order say nothing."""
    rows = public_orders(viewer).order_by("-dated_on", "-pk")
    if chosen is not None:
        rows = rows.filter(pk__in=list(chosen))
    found = rows.filter(files__kind=OrderFile.Kind.SITE).annotate(size=F("files__size"))
    return (Paper(row.pk, row.title, row.number, row.dated_on, row.size) for row in found)


def _papers(viewer: Viewer, chosen: Iterable[int], hide: Callable[[str], str]) -> Iterable[Paper]:
    return (replace(paper, title=hide(paper.title)) for paper in papers(viewer, chosen))


def public_orders(viewer: Viewer) -> OrderQuerySet:
    return Order.objects.visible_to(viewer).in_force().filter(organization=viewer.organization, kind__in=PUBLIC_KINDS)


def _roadmap(viewer: Viewer, today: date) -> Roadmap | None:
    rows = Roadmap.objects.visible_to(viewer).of_year(school_year_of(today))
    rows = rows.filter(organization=viewer.organization, status=Roadmap.Status.APPROVED)
    return rows.order_by("-approved_on", "-pk").first()


def _forms(roadmap: Roadmap | None) -> list[str]:
    return [str(MentoringForm(value).label) for value in roadmap.mentoring_forms] if roadmap else []


def _plan(roadmap: Roadmap, hide: Callable[[str], str]) -> Plan:
    """Who answers stands there as a role or a body: words of the document may name people."""
    rows = Activity.objects.filter(roadmap=roadmap, removed_on=None).select_related("stage")
    activities = list(rows.order_by("stage__position", "position"))
    who, stages, size, fitted = _answering(activities), dict[str, list[Row]](), 0, 0
    for each in activities:
        row = Row(each.number, hide(each.name), hide(each.term_text), who.get(each.pk, ""), hide(each.expected_result))
        size += MARKUP + sum(len(words.encode()) for words in (row.name, row.term, row.people, row.result))
        if size > PLAN:
            break
        fitted += 1
        stages.setdefault(hide(each.stage.name), []).append(row)
    told = tuple((name, tuple(own)) for name, own in stages.items())
    return Plan(hide(roadmap.title), hide(roadmap.approval_basis), told, len(activities) - fitted)


def _answering(activities: Iterable[Activity]) -> dict[int, str]:
    kinds = (Responsible.Kind.ROLE, Responsible.Kind.BODY)
    rows = Responsible.objects.filter(activity__in=list(activities), kind__in=kinds).select_related("body")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("position"):
        words = row.body.short_name if row.body else str(row.get_role_display())
        found.setdefault(row.activity_id, []).append(words)
    return {pk: ", ".join(dict.fromkeys(words)) for pk, words in found.items()}
