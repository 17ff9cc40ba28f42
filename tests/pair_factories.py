"""Pairs, meetings and programmes for tests. Like tests.factories: they write under the scope of the caller."""

import uuid
from datetime import date
from typing import Any

from mentoring.models import (
    Answer,
    Attendance,
    Ban,
    Concern,
    Meeting,
    NextStep,
    Pair,
    PairLink,
    PairMember,
    PairRules,
    Participation,
    Plan,
    PlanTask,
    PlanTemplate,
    Survey,
    SurveyReply,
    SurveyTicket,
    Variant,
    VariantRow,
    VoteRound,
    Wish,
)
from schools.models import Membership, Organization
from tests.factories import moment

YEAR = 2026


def saved(row: Any) -> Any:
    row.save(force_insert=True)
    return row


def make_pair(offered: Participation, *wanted: Participation, **fields: Any) -> Pair:
    """An active pair since October unless told otherwise; every mentee takes the next place of the mentor."""
    defaults: dict[str, Any] = {
        "school_year": YEAR,
        "model": offered.model,
        "form": "teacher_pupil",
        "status": "active",
        "status_since": date(2026, 10, 1),
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2027, 5, 31),
        "theme": "математика",
        "created_at": moment("2026-09-25 09:00"),
    }
    pair = saved(
        Pair(organization_id=offered.organization_id, mentor_id=offered.person_id, offered=offered, **defaults | fields)
    )
    for row in wanted:
        make_member(pair, row)
    return pair


def make_member(pair: Pair, wanted: Participation, **fields: Any) -> PairMember:
    taken = PairMember.objects.filter(mentor_id=pair.mentor_id, left_on=None).count()
    defaults: dict[str, Any] = {
        "slot": taken + 1,
        "joined_on": pair.starts_on,
        "request": "подтянуть математику",
    }
    return saved(
        PairMember(
            organization_id=pair.organization_id,
            pair=pair,
            mentor_id=pair.mentor_id,
            form=pair.form,
            status=pair.status,
            mentee_id=wanted.person_id,
            wanted=wanted,
            **defaults | fields,
        )
    )


def make_meeting(pair: Pair, **fields: Any) -> Meeting:
    """A held one of half an hour unless told otherwise."""
    defaults: dict[str, Any] = {
        "kind": "acquaintance",
        "held_on": date(2026, 10, 5),
        "minutes": 30,
        "created_at": moment("2026-10-05 15:00"),
    }
    return saved(
        Meeting(organization_id=pair.organization_id, pair=pair, mentor_id=pair.mentor_id, **defaults | fields)
    )


def make_attendance(meeting: Meeting, member: PairMember, **fields: Any) -> Attendance:
    row = {"came": True} | fields
    return saved(
        Attendance(
            organization_id=meeting.organization_id, pair_id=meeting.pair_id, meeting=meeting, member=member, **row
        )
    )


def make_answer(pair: Pair, **fields: Any) -> Answer:
    defaults: dict[str, Any] = {
        "person_id": pair.mentor_id,
        "question": "pulse",
        "value": 7,
        "given_at": moment("2026-11-10 09:00"),
    }
    return saved(Answer(organization_id=pair.organization_id, pair=pair, **defaults | fields))


def make_concern(pair: Pair, **fields: Any) -> Concern:
    defaults: dict[str, Any] = {"text": "не отвечает", "created_at": moment("2026-11-12 09:00")}
    return saved(Concern(organization_id=pair.organization_id, pair=pair, **defaults | fields))


def make_pair_link(pair: Pair, **fields: Any) -> PairLink:
    defaults: dict[str, Any] = {
        "person_id": pair.mentor_id,
        "purpose": "answer",
        "question": "fit",
        "created_at": moment("2026-11-12 09:00"),
        "expires_at": moment("2026-12-12 09:00"),
    }
    return saved(PairLink(organization_id=pair.organization_id, pair=pair, **defaults | fields))


def make_plan(pair: Pair, **fields: Any) -> Plan:
    defaults: dict[str, Any] = {
        "kind": "plan",
        "title": "Индивидуальный план",
        "goal": "подтянуть математику",
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2027, 4, 30),
        "created_at": moment("2026-10-06 09:00"),
    }
    return saved(Plan(organization_id=pair.organization_id, pair=pair, **defaults | fields))


def make_task(plan: Plan, **fields: Any) -> PlanTask:
    defaults: dict[str, Any] = {"text": "решить задания", "due_on": date(2026, 11, 30), "position": 1}
    return saved(PlanTask(organization_id=plan.organization_id, pair_id=plan.pair_id, plan=plan, **defaults | fields))


def make_plan_template(organization: Organization, **fields: Any) -> PlanTemplate:
    defaults: dict[str, Any] = {
        "title": "Догнать по предмету",
        "model": "pupil",
        "kind": "plan",
        "topics": ["математика"],
        "body": {"goal": "усвоить темы", "tasks": []},
        "created_at": moment("2026-09-01 09:00"),
    }
    return saved(PlanTemplate(organization=organization, **defaults | fields))


def make_pair_rules(organization: Organization, **fields: Any) -> PairRules:
    return saved(PairRules(organization=organization, **fields))


def make_variant(organization: Organization, **fields: Any) -> Variant:
    defaults: dict[str, Any] = {
        "number": 1,
        "school_year": YEAR,
        "model": "pupil",
        "form": "teacher_pupil",
        "created_at": moment("2026-09-24 09:00"),
    }
    return saved(Variant(organization=organization, **defaults | fields))


def make_variant_row(variant: Variant, mentee: Participation, **fields: Any) -> VariantRow:
    return saved(VariantRow(organization_id=variant.organization_id, variant=variant, mentee=mentee, **fields))


def make_ban(offered: Participation, wanted: Participation, **fields: Any) -> Ban:
    defaults: dict[str, Any] = {"reason": "родственники", "created_at": moment("2026-09-24 09:00")}
    return saved(
        Ban(
            organization_id=offered.organization_id,
            mentor_id=offered.person_id,
            mentee_id=wanted.person_id,
            **defaults | fields,
        )
    )


def make_vote_round(organization: Organization, **fields: Any) -> VoteRound:
    defaults: dict[str, Any] = {
        "school_year": YEAR,
        "form": "teacher_pupil",
        "opened_at": moment("2026-09-20 14:00"),
        "closes_at": moment("2026-09-20 16:00"),
    }
    return saved(VoteRound(organization=organization, **defaults | fields))


def make_wish(voter: Participation, chosen: Participation, **fields: Any) -> Wish:
    defaults: dict[str, Any] = {"rank": 1, "given_at": moment("2026-09-20 14:30")}
    return saved(Wish(organization_id=voter.organization_id, voter=voter, chosen=chosen, **defaults | fields))


def make_next_step(participation: Participation, by: Membership, **fields: Any) -> NextStep:
    defaults: dict[str, Any] = {
        "kind": "search",
        "responsible_id": by.account_id,
        "opened_at": moment("2026-11-01 09:00"),
    }
    return saved(
        NextStep(
            organization_id=participation.organization_id,
            participation=participation,
            person_id=participation.person_id,
            **defaults | fields,
        )
    )


def make_survey(organization: Organization, **fields: Any) -> Survey:
    """A named satisfaction survey of November unless told otherwise."""
    defaults: dict[str, Any] = {
        "title": "Удовлетворённость",
        "instrument": "satisfaction",
        "audience": "both",
        "school_year": YEAR,
        "opens_on": date(2026, 11, 16),
        "due_on": date(2026, 11, 30),
        "created_at": moment("2026-11-16 09:00"),
    }
    return saved(Survey(organization=organization, **defaults | fields))


def make_ticket(survey: Survey, pair: Pair, person_id: int, side: str = "mentor", **fields: Any) -> SurveyTicket:
    defaults: dict[str, Any] = {"form": pair.form, "title": survey.title, "until": date(2026, 12, 14)}
    defaults |= {"sent_on": survey.opens_on}
    return saved(
        SurveyTicket(
            organization_id=survey.organization_id,
            survey=survey,
            pair=pair,
            person_id=person_id,
            side=side,
            **defaults | fields,
        )
    )


def make_reply(survey: Survey, side: str = "mentor", **fields: Any) -> SurveyReply:
    """Anonymous unless a person is named."""
    defaults: dict[str, Any] = {
        "client_key": uuid.uuid4(),
        "values": {"joint": "8", "outcome": "9", "organized": "7", "recommend": "yes"},
        "mark": 80,
        "given_on": date(2026, 11, 18),
    }
    return saved(SurveyReply(organization_id=survey.organization_id, survey=survey, side=side, **defaults | fields))
