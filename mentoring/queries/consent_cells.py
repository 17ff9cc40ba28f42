"""A cell of the matrix: a shape, a word and a date. No database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from mentoring.consents.rules import Place, labour, signers, signers_for
from mentoring.models import Consent, MentorCard, Participation, Person, Purpose, Side, Signer, Training

# A short name for the head of a column, and what it means for the legend.
COLUMNS = {
    "questionnaire": ("Анкета", "заполнена ли анкета участника"),
    "own": ("Сам", "согласие на обработку данных, которое подписывает сам участник: взрослый или ученик с 14 лет"),
    "guardian": ("Родитель", "согласие на обработку данных ребёнка, которое подписывает законный представитель"),
    "dissemination": ("Публикация", "согласие на публикацию имени и фото, по желанию"),
    "transfer": ("Передача", "согласие на передачу данных другой организации, по желанию"),
    "special": ("Особые", "согласие на особые данные: здоровье, трудная ситуация; нужно для закрытых сведений"),
    "labour": ("Работа", "согласие педагога на работу наставником, статья 351.8 ТК РФ"),
    "interview": ("Беседа", "собеседование с наставником"),
    "training": ("Обучение", "обучение наставника"),
    "clearance": ("Допуск", "допуск взрослого наставника не из школы к работе с детьми, статья 351.1 ТК РФ"),
}
CHOSEN = {
    "dissemination": Purpose.DISSEMINATION,
    "transfer": Purpose.TRANSFER,
    "special": Purpose.SPECIAL,
}
State = Consent.State
Papers = dict[tuple[str, str], Consent]


@dataclass(frozen=True, slots=True)
class Cell:
    """`mark` is a key of the shapes, "" where the person needs none. `is_open`: still to be signed."""

    column: str
    mark: str = ""
    word: str = ""
    day: date | None = None
    is_open: bool = False

    @property
    def title(self) -> str:
        return COLUMNS[self.column][0]


def paper_cells(
    person: Person, consents: Iterable[Consent], places: Iterable[Participation], today: date
) -> Iterator[Cell]:
    """`consents` from the oldest: the latest of a purpose and signer speaks, a given one before one that waits."""
    papers = _speaking(consents, today)
    needed = signers(person, today)
    own = next((signer for signer in needed if signer != Signer.GUARDIAN), None)
    yield _needed("own", papers, Purpose.PROCESSING, own, today)
    guardian = Signer.GUARDIAN if Signer.GUARDIAN in needed else None
    yield _needed("guardian", papers, Purpose.PROCESSING, guardian, today)
    for column, purpose in CHOSEN.items():
        yield _chosen(column, papers, purpose, signers_for(purpose, person, today), today)
    mentors = any(labour(Place(place.side, place.model)) for place in places)
    worker = Signer.SELF if mentors and person.kind == Person.Kind.TEACHER else None
    yield _needed("labour", papers, Purpose.LABOUR, worker, today)


def plain_cells(
    places: list[Participation], cards: list[MentorCard], courses: list[Training], today: date, *, needs_clearance: bool
) -> Iterator[Cell]:
    """What is done without a consent: questionnaire, interview, training, clearance."""
    filled = max((place.questionnaire_on for place in places if place.questionnaire_on), default=None)
    yield Cell("questionnaire", "done", "есть", filled) if filled else Cell("questionnaire", "not_started", "нет")
    if not any(place.side == Side.MENTOR for place in places):
        yield Cell("interview")
        yield Cell("training")
        yield Cell("clearance")
        return
    talked = cards[0].interviewed_on if cards else None
    yield Cell("interview", "done", "была", talked) if talked else Cell("interview", "not_started", "нет")
    finished = [course.finished_on for course in courses if course.finished_on]
    yield Cell("training", "done", "есть", finished[-1]) if finished else Cell("training", "not_started", "нет")
    cleared = cards[0].cleared_on if cards else None
    if cleared and not cards[0].is_cleared(today):
        yield Cell("clearance", "overdue", "истёк", cards[0].cleared_until)
    elif cleared or needs_clearance:
        yield Cell("clearance", "done", "есть", cleared) if cleared else Cell("clearance", "not_started", "нет")
    else:
        yield Cell("clearance")


def state_of(consent: Consent, today: date) -> tuple[str, str, date | None]:
    """Mark, word and date of one paper."""
    if consent.state == State.GIVEN:
        if consent.is_over(today):
            return "overdue", "истекло", consent.valid_until
        if consent.is_expiring(today):
            return "soon", "истекает", consent.valid_until
        return "done", "есть", _day(consent.given_at)
    if consent.state == State.ASKED:
        return "review", "ждёт с", _day(consent.asked_at)
    return "cancelled", WORDS[consent.state], _day(consent.ended_at)


WORDS: dict[str, str] = {State.WITHDRAWN: "отозвано", State.REFUSED: "отказ", State.VOID: "не действует"}


def _speaking(consents: Iterable[Consent], today: date) -> Papers:
    found: Papers = {}
    for row in consents:
        held = found.get((row.purpose, row.signer))
        holds = held is not None and held.state == State.GIVEN and not held.is_over(today)
        if not (holds and row.state == State.ASKED):
            found[row.purpose, row.signer] = row
    return found


def _needed(column: str, papers: Papers, purpose: str, signer: Signer | None, today: date) -> Cell:
    if signer is None:
        return Cell(column)
    consent = papers.get((purpose, signer))
    if consent is None:
        return Cell(column, "overdue", "нет", is_open=True)
    return Cell(column, *state_of(consent, today), is_open=not consent_holds(consent, today))


def _chosen(column: str, papers: Papers, purpose: str, wanted: Iterable[Signer], today: date) -> Cell:
    """Nobody has to sign it. With two signers the one that is further behind speaks."""
    found = [papers.get((purpose, signer)) for signer in wanted]
    asked = [row for row in found if row is not None]
    if not asked:
        return Cell(column)
    behind = min(asked, key=lambda row: (consent_holds(row, today), row.asked_at))
    if len(asked) < len(found) and consent_holds(behind, today):
        return Cell(column, "review", "подписал один", _day(behind.given_at), is_open=True)
    return Cell(column, *state_of(behind, today), is_open=behind.state == State.ASKED)


def consent_holds(consent: Consent, today: date) -> bool:
    return consent.state == State.GIVEN and not consent.is_over(today)


def _day(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None
