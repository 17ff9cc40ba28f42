"""What participants say about their pair: was the meeting held, do they fit, how it goes, «встретимся?».

Every answer is a row of its own, the last one counts; the other side reads none of them.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_news import tell_curators, tell_mentor
from mentoring.meetings.questions import CHOICES, UNFIT
from mentoring.models import Answer, Meeting, Pair, PairMember, Person

Question = Answer.Question


class NotOfThePair(DomainError):
    message = "Вы не участник этой пары или ваше участие приостановлено."


class NoSuchAnswer(DomainError):
    message = "Выберите один из ответов."


class PairRests(DomainError):
    message = "Пара завершена или приостановлена: вопросов больше нет."


def own_person(pair: Pair, by: Viewer) -> Person:
    """The card of the viewer in the pair. Raises NotOfThePair."""
    rows = PairMember.objects.visible_to(by).filter(pair=pair, left_on=None, paused_on=None).values("mentee")
    people = Person.objects.visible_to(by).filter(account=by.user)
    found = people.filter(pk=pair.mentor_id) | people.filter(pk__in=rows)
    person = found.order_by("pk").first()
    if person is None:
        raise NotOfThePair
    return person


@transaction.atomic
def give_answer(
    pair: Pair,
    question: str,
    value: int,
    *,
    comment: str = "",
    meeting: Meeting | None = None,
    by: Viewer,
    now: datetime,
) -> None:
    """By a participant who signs in. Raises NotOfThePair, NoSuchAnswer, PairRests."""
    person = own_person(pair, by)
    save_answer(pair, person, question, value, comment=comment, meeting=meeting, by=by, now=now)


def save_answer(
    pair: Pair,
    person: Person,
    question: str,
    value: int,
    *,
    comment: str = "",
    meeting: Meeting | None = None,
    by: Viewer,
    now: datetime,
) -> None:
    """The row, and word to the curators where somebody has to act. Raises NoSuchAnswer, PairRests."""
    if value not in dict(CHOICES[question]):
        raise NoSuchAnswer
    if question != Question.CONFIRM and not pair.is_open:
        raise PairRests
    answer = Answer(
        organization_id=pair.organization_id,
        pair=pair,
        meeting=meeting,
        person=person,
        account=by.user,
        question=question,
        value=value,
        comment=comment[:300],
        given_at=now,
    )
    answer.save(force_insert=True)
    record(by, "answer.given", pair, at=now, question=question)
    news = {(Question.FIT, UNFIT): "unfit", (Question.CONFIRM, 0): "denied"}.get((Question(question), value))
    if news:
        tell_curators(pair, news, key=str(answer.pk), url=pair_address(pair), now=now)


def pair_address(pair: Pair) -> str:
    return reverse("pair_detail", args=[pair.pk])


@transaction.atomic
def ask_to_meet(pair: Pair, *, by: Viewer, now: datetime) -> None:
    """«Попросить о встрече»: once a day the mentor is told. Raises NotOfThePair, PairRests."""
    person = own_person(pair, by)
    if not pair.is_open or pair.status == Pair.Status.PAUSED:
        raise PairRests
    Answer(
        organization_id=pair.organization_id,
        pair=pair,
        person=person,
        account=by.user,
        question=Question.MEET,
        value=1,
        given_at=now,
    ).save(force_insert=True)
    record(by, "meeting.asked", pair, at=now)
    day = by.organization.local_date(now)
    tell_mentor(pair, "asked", key=f"{pair.pk}:{day}", url=reverse("meeting_plan", args=[pair.pk]), now=now)
