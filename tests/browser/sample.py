"""The demonstration region with everything the pages need beside it: drafts, an import, an invitation, a letter."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from accounts.models import User
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.years import school_year_of
from mentoring.actions import consent_links, people_import
from mentoring.actions.handover import ask_handover
from mentoring.actions.pair_links import make_pair_link
from mentoring.models import (
    Application,
    Consent,
    Guardian,
    IntakeLink,
    Pair,
    Participation,
    Partner,
    Plan,
    PlanTask,
    PlanTemplate,
    SubjectRequest,
    Survey,
    SurveyTicket,
    Training,
    VariantRow,
    VoteRound,
)
from notifications.actions import deliver
from notifications.models import Kind
from notifications.tokens import unsubscribe_path
from orders.actions import ask_agreement, draft_roadmap_order
from orders.demo import load
from orders.models import Order
from reports.models import Campaign, Indicator, PageNews, SavedReport
from roadmaps import actions
from roadmaps.actions.change_sets import open_change_set
from roadmaps.actions.changed_rows import plan_edits
from roadmaps.models import Activity, Attachment, Occurrence, Proposal, Roadmap, Submission
from roadmaps.queries.snapshots import states_of_activities
from schools.access import viewer_as
from schools.actions.invitations import invite
from schools.models import Membership, Organization
from tests.browser import papers

Ids = dict[str, Any]


def account(login: str) -> User:
    return User.objects.get(email=f"{login}@demo.example")


def load_sample(now: datetime) -> Ids:
    """Arguments of the pages by the names used in `tests.browser.registry`."""
    load(now)
    deliver()
    with tenancy.tx(SYSTEM):
        return (
            _school(now)
            | _change(now)
            | _from_above()
            | _drafts(now)
            | _pairs()
            | _own_pair(now)
            | _people_files(now)
            | _people(now)
            | _endorsement()
            | _bases(now)
            | _intake()
            | _matching()
            | _upward()
            | {"overdue figure": "overdue", "mentors figure": "mentors"}
        )


def acting(login: str, organization: str, now: datetime) -> Viewer:
    member = Membership.objects.get(account__email=f"{login}@demo.example", organization__code=organization)
    return viewer_as(member, today=member.organization.local_date(now))


def _school(now: datetime) -> Ids:
    """The school in the middle of its year."""
    roadmap = Roadmap.objects.get(organization__code="demo-school-1")
    today = roadmap.organization.local_date(now)
    rows = Occurrence.objects.filter(roadmap=roadmap).order_by("due_on", "pk")
    overdue = rows.overdue(today)[0]
    current = rows.filter(state="in_progress", activity__lines__done_at__isnull=False)[0]
    attachment = Attachment.objects.filter(organization=roadmap.organization).order_by("pk")[0]
    return {
        "roadmap": roadmap.pk,
        "overdue": overdue.pk,
        "overdue activity": overdue.activity_id,
        "overdue term": (overdue.activity_id, "term"),
        "stage": overdue.activity.stage_id,
        "current activity": current.activity_id,
        "done activity": attachment.occurrence.activity_id,
        "attachment": attachment.pk,
        "order": (order := Order.objects.get(roadmap=roadmap)).pk,
        "order code": order.check_code,
        "school": roadmap.organization_id,
    }


def _change(now: datetime) -> Ids:
    """A change of the approved map, still being written: one activity gets another name."""
    by = acting("coordinator", "demo-school-1", now)
    roadmap = Roadmap.objects.get(organization=by.organization)
    with tenancy.scope(by.scope):
        change_set = open_change_set(roadmap, reason="Карантин в ноябре", by=by, now=now)
        activity = Activity.objects.filter(roadmap=roadmap).order_by("-stage__position", "-position")[0]
        state = states_of_activities(by, by.organization.pk, [activity.pk])[activity.pk]
        plan_edits(change_set, {activity.pk: replace(state, name="Итоговая встреча по видеосвязи")}, by=by)
    return {
        "change": change_set.pk,
        "changed row": (change_set.pk, activity.pk),
        "changed stage": (change_set.pk, activity.stage_id),
    }


def _from_above() -> Ids:
    """What the municipality has addressed to the school in the middle of its year."""
    offers = Proposal.objects.filter(organization__code="demo-school-1").order_by("school_year", "pk")
    changed = [row.pk for row in offers.filter(state="accepted") if row.taken != row.offered]
    settled = [row.pk for row in offers.filter(state="accepted") if row.taken == row.offered]
    return {
        "offer": offers.filter(state="new")[0].pk,
        "changed offer": changed[0],
        "settled offer": settled[0],
        "town activity": offers[0].source_id,
        "town roadmap": Roadmap.objects.get(organization__code="demo-town").pk,
    }


def _drafts(now: datetime) -> Ids:
    """A draft with its order at one school, an import and an empty map at another."""
    by = acting("coordinator2", "demo-school-2", now)
    draft = Roadmap.objects.get(organization=by.organization)
    with tenancy.scope(by.scope):
        order = draft_roadmap_order(draft, by=by, today=by.organization.local_date(now))
        ask_agreement(order, [by.membership], by=by, now=now)
    by = acting("coordinator4", "demo-school-4", now)
    with tenancy.scope(by.scope):
        content = papers.roadmap_file()
        waiting, made = (
            actions.start_import(data=content, text="", name="карта.docx", school_year=2026, by=by, now=now)
            for _ in range(2)
        )
        created = actions.create_from_draft(made, title="Карта из файла", target_model="pupil", by=by, now=now)
    by = acting("country", "demo-country", now)
    with tenancy.scope(by.scope):
        empty = actions.create_empty(
            "Новая карта", target_model="pupil", school_year=2026, organization=by.organization, by=by
        )
    activity = Activity.objects.filter(roadmap=draft).order_by("pk")[0]
    return {
        "draft": draft.pk,
        "draft activity": activity.pk,
        **{f"draft {cell}": (activity.pk, cell) for cell in ("name", "term", "people")},
        "draft stage": activity.stage_id,
        "draft order": order.pk,
        "kind": "monitoring",
        "basis": "r145",
        "import": waiting.pk,
        "made import": made.pk,
        "imported roadmap": created.pk,
        "empty roadmap": empty.pk,
    }


def _own_pair(now: datetime) -> Ids:
    """The pair whose mentor and mentee sign in, and a link for somebody who does not."""
    by = acting("curator", "demo-school-1", now)
    pair = Pair.objects.get(mentor__account=account("mentor"), status="active")
    with tenancy.scope(by.scope):
        person = pair.members.get().mentee
        link = make_pair_link(pair, person, "answer", question="fit", by=by, now=now)
    return {
        "own pair": pair.pk,
        "own question": (pair.pk, "fit"),
        "held meeting": pair.meetings.filter(status="held").order_by("-held_on")[0].pk,
        "planned meeting": pair.meetings.get(status="planned").pk,
        "concern": str(pair.concerns.get().pk),
        "pair code": link.code,
    }


def _pairs() -> Ids:
    """Pairs of the school in the middle of its year by their state."""
    rows = Pair.objects.filter(organization__code="demo-school-1").order_by("-pk")
    plans = Plan.objects.filter(organization__code="demo-school-1")
    return {f"{row.status} pair": row.pk for row in rows} | {
        "sent plan": plans.get(status="sent").pair_id,
        "plan task": PlanTask.objects.filter(plan__status="agreed", done_on=None).order_by("pk")[0].pk,
        "built-in template": "subject",
        "kept template": PlanTemplate.objects.get(organization__code="demo-school-1").pk,
    }


def _people_files(now: datetime) -> Ids:
    """A spreadsheet of people that is being mended, and one that is loaded."""
    by = acting("coordinator4", "demo-school-4", now)
    start = people_import.start_of("mentee", "pupil", school_year_of(now.date()))
    jobs = []
    with tenancy.scope(by.scope):
        for text in (papers.PEOPLE, papers.MORE_PEOPLE):
            job = people_import.start_people_import(start, data=None, text=text, name="", by=by, now=now)
            found = job.choices["columns"]
            people_import.choose_columns(job, found, kind="pupil", forms=(), by=by, now=now)
            jobs.append(job)
        people_import.load_people(jobs[1], by=by, now=now)
    return {"people file": jobs[0].pk, "loaded people": jobs[1].pk}


def _people(now: datetime) -> Ids:
    director = acting("director", "demo-school-1", now)
    curator = Membership.objects.get(account__email="curator@demo.example")
    with tenancy.scope(director.scope):
        issued = invite("novaya@example.org", ["mentor"], director.organization, by=director, now=now)
    return {
        "person": curator.pk,
        "token": issued.token,
        "unsubscribe": unsubscribe_path(curator.account_id, Kind.DIGEST).strip("/").split("/")[-1],
        "letter": "memory-0",
        "town": Organization.objects.get(code="demo-town").pk,
        "page": "roadmap_detail",
        "paper": "certificate",
        "minutes": "minutes",
        "school year": school_year_of(now.date()),
        "template": "pupil",
    }


def _bases(now: datetime) -> Ids:
    """People of the school in the middle of its year, one of each kind of row beside them."""
    rows = Participation.objects.filter(organization__code="demo-school-1")
    mentee = rows.filter(side="mentee", person__guardians__isnull=False).order_by("pk")[0]
    mentor = rows.filter(side="mentor", person__trainings__isnull=False).order_by("pk")[0]
    return {
        "mentee": mentee.person_id,
        "mentor": mentor.person_id,
        "mentor card": (mentor.person_id, "mentor"),
        "participation": mentee.pk,
        "guardian": Guardian.objects.filter(person=mentee.person_id)[0].pk,
        "request": mentee.requests.order_by("pk")[0].pk,
        "training": Training.objects.filter(person=mentor.person_id)[0].pk,
        **_papers(mentee.organization_id),
        **_parents(mentee, now),
        "partner": Partner.objects.filter(organization=mentee.organization_id)[0].pk,
        "subject request": SubjectRequest.objects.order_by("pk")[0].pk,
        "job": ask_handover(purpose="передача дел", by=acting("coordinator", "demo-school-1", now), now=now).pk,
    }


def _parents(mentee: Participation, now: datetime) -> Ids:
    """The link of a mother who has decided nothing about the publication yet."""
    by = acting("curator", "demo-school-1", now)
    guardian = Guardian.objects.filter(person=mentee.person_id, removed_at=None)[0]
    with tenancy.scope(by.scope):
        link = consent_links.make_link(guardian, ["processing", "dissemination"], by=by, now=now)
    token = consent_links.token_of(link)
    return {"parent token": token, "parent paper": (token, "dissemination")}


def _papers(organization: int) -> Ids:
    rows = Consent.objects.filter(organization=organization).order_by("pk")
    given = rows.filter(state="given")[0]
    return {
        "waiting code": rows.filter(state="asked")[0].code,
        "given code": given.code,
        "given consent": given.pk,
        "consent text": ("processing", "guardian"),
    }


def _endorsement() -> Ids:
    """A map that waits for the municipality, one that came back, with their versions and remarks."""
    waiting = Submission.objects.get(organization__code="demo-school-5")
    returned = Submission.objects.get(organization__code="demo-school-6")
    remark = returned.remarks.order_by("pk")[0]
    return {
        "waiting roadmap": waiting.roadmap_id,
        "submission": waiting.pk,
        "returned roadmap": returned.roadmap_id,
        "remark": remark.pk,
    }


def _intake() -> Ids:
    """Questionnaires of the school and an application that waits."""
    codes = dict(IntakeLink.objects.values_list("audience", "code"))
    return {
        "intake code": codes["parent"],
        "closed intake code": codes["partner"],
        "intake": IntakeLink.objects.get(audience="teacher").pk,
        "application": Application.objects.filter(state="new").order_by("pk")[0].pk,
    }


def _upward() -> Ids:
    news = PageNews.objects.select_related("page").order_by("pk")[0]
    saved = SavedReport.objects.order_by("pk")[0]
    reports = {
        "report": "monitoring",
        "named report": "pairs",
        "consolidated report": "consolidated",
        "report words": ("monitoring", "words"),
    }
    measured = Indicator.objects.get(code="teachers-1").pk
    own = {
        "indicator": measured,
        "quarter": 1,
        "public page": news.page.slug,
        "news": news.pk,
        "saved report": saved.pk,
        **reports,
    }
    return own | _campaigns()


def _campaigns() -> Ids:
    """The request of the town is under way, that of the region is late."""
    town, region = Campaign.objects.order_by("organization__level", "pk")
    asked = {row.sender.code: row.pk for row in town.reports.select_related("sender")}
    return {
        "campaign": town.pk,
        "region campaign": region.pk,
        "own report": asked["demo-school-1"],
        "sent report": asked["demo-school-3"],
        "accepted report": region.reports.get(sender__code="demo-school-1").pk,
    }


def _matching() -> Ids:
    """The set of pupils: its variant, a pair in it, the meeting with its code, somebody alone."""
    row = VariantRow.objects.filter(mentor__isnull=False, variant__form="pupil_pupil").order_by("pk")[0]
    alone = VariantRow.objects.filter(mentor=None, variant=row.variant).order_by("pk")[0]
    vote = VoteRound.objects.order_by("pk")[0]
    return {
        "variant": row.variant_id,
        "variant row": row.pk,
        "unmatched": alone.mentee_id,
        "vote": vote.pk,
        "vote code": vote.code,
        "vote person": vote.came[-1],
        "vote paper": (vote.pk, vote.came[0]),
    } | _surveys()


def _surveys() -> Ids:
    """One that is closed, one that is open with somebody who has not answered."""
    waiting = SurveyTicket.objects.filter(answered=False).order_by("pk")[0]
    return {
        "open survey": waiting.survey_id,
        "past survey": Survey.objects.get(instrument="after").pk,
        "survey ticket": waiting.pk,
        "survey code": waiting.code,
        "survey form": "teacher_pupil",
    }
