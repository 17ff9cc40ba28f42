"""Builds the example: a school in the middle of its year, one with a draft, others with nothing yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.conf import settings
from django.utils.module_loading import import_string

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.years import school_year_of
from orders.actions import draft_roadmap_order, register_order
from orders.demo.bases import fill_bases
from orders.demo.cascade import answer
from orders.demo.consents import sign_papers
from orders.demo.endorsement import endorse_below
from orders.demo.intake import ask_people
from orders.demo.kinds import begin_year, draft_orders
from orders.demo.matching import match_pupils
from orders.demo.meetings import let_in, live_in_a_pair
from orders.demo.pairs import form_pairs
from orders.demo.people import make_people
from orders.demo.places import REGION, make_places
from orders.demo.plans import write_plans
from orders.demo.progress import live_through
from orders.demo.subjects import ask_about_data, forget_somebody
from orders.demo.surveys import ask_pairs
from orders.demo.terms import spread_terms
from roadmaps.actions import approve_roadmap, create_from_template
from roadmaps.models import Roadmap
from schools.access import viewer_as
from schools.models import Membership, Organization


def load(now: datetime) -> bool:
    """Everything relative to `now`, all or nothing. Returns False when the example is there already."""
    with tenancy.tx(SYSTEM):
        if Organization.objects.filter(code=REGION).exists():
            return False
        places = make_places()
        people = make_people(places)
        today = places[REGION].local_date(now)
        viewers = {key: viewer_as(person, today=today) for key, person in people.items()}
        year = school_year_of(today)
        with _acting(viewers["coordinator@demo-school-1"]) as by:
            _school_in_its_year(people["curator@demo-school-1"], year, now, by)
            begin_year(people, now, by)
            fill_bases(now, by)
            sign_papers(now, by)
            form_pairs(now, by)
            draft_orders(people, now, by)
            write_plans(now, by)
            let_in(people, by)
            ask_about_data(now, by)
            forget_somebody(now, by)
        live_in_a_pair(people["mentor@demo-school-1"], now)
        with _acting(viewers["curator@demo-school-1"]) as by:
            ask_people(year, now, by)
            match_pupils(now, people["psychologist@demo-school-1"], by)
            ask_pairs(year, now, by)
        with _acting(viewers["coordinator2@demo-school-2"]) as by:
            create_from_template("teacher", school_year=year, organization=by.organization, by=by)
        with _acting(viewers["town@demo-town"]) as by:
            _municipality(people["methodist@demo-town"], year, now, by)
        answer(viewers, now)
        endorse_below(viewers, year, now)
        for part in settings.DEMO_PARTS:
            import_string(part)(viewers, now)
    return True


@contextmanager
def _acting(by: Viewer) -> Iterator[Viewer]:
    with tenancy.scope(by.scope):
        yield by


def _school_in_its_year(curator: Membership, year: int, now: datetime, by: Viewer) -> None:
    """A roadmap approved by an order of 1 September, done and overdue activities, one person named."""
    on = date(year, 9, 1)
    roadmap = create_from_template("pupil", school_year=year, organization=by.organization, by=by)
    spread_terms(roadmap, by.organization.local_date(now), by=by, now=_morning(on, by))
    order = draft_roadmap_order(roadmap, by=by, today=on)
    register_order(order, number="", on=on, by=by, now=_morning(on, by))
    live_through(Roadmap.objects.get(pk=roadmap.pk), curator, now, by=by)


def _municipality(methodist: Membership, year: int, now: datetime, by: Viewer) -> None:
    """A roadmap of several years that began a year ago."""
    on = date(year - 1, 9, 1)
    basis = f"приказ от {on:%d.%m.%Y} № 112"
    roadmap = create_from_template("municipal", school_year=year - 1, organization=by.organization, by=by)
    spread_terms(roadmap, by.organization.local_date(now), by=by, now=_morning(on, by))
    roadmap.refresh_from_db()
    approve_roadmap(roadmap, on=on, basis=basis, seen_version=roadmap.version, by=by, now=_morning(on, by))
    live_through(roadmap, methodist, now, by=by)


def _morning(on: date, by: Viewer) -> datetime:
    return datetime.combine(on, time(10), by.organization.zone)
