"""Why a criterion gives its points, in words. Asked for the cells that are shown only."""

from collections.abc import Mapping, Sequence

from core.words import counted
from mentoring.matching.criteria import FULL, UNKNOWN, Criterion
from mentoring.matching.people import Mentee, Mentor
from mentoring.matching.phrases import MEANT, Nearness
from mentoring.matching.rules import YEARS, ages_wished
from mentoring.matching.scoring import SLOT_BIT, offered_for_requests
from mentoring.models import TimeSlot

DAYS = ("день", "дня", "дней")
CHOICE = ("первый", "второй", "третий")
MORNING, AFTERNOON = "первая половина дня", "после уроков"
Said = tuple[str, bool | None]  # the words, and whether they speak for the pair; None: nothing is known
Names = Mapping[int, str]  # person → short name


def said_of(
    criterion: Criterion, mentor: Mentor, mentee: Mentee, value: int, near: Nearness | None, names: Names
) -> Said:
    """The words of one criterion for one pair; `value` in thousandths."""
    if near is not None:
        return _phrases(criterion, mentor, mentee, value, near)
    if criterion == Criterion.TIME:
        return _time(mentor, mentee)
    if criterion == Criterion.WISHES:
        return _wishes(mentor, mentee, names)
    if criterion == Criterion.AGE:
        return _age(mentor, mentee, value)
    if criterion == Criterion.PLACE:
        return _place(mentor, mentee)
    if criterion == Criterion.WAITING:
        return f"ждёт {counted(mentee.days_waiting, DAYS)}", True if value >= UNKNOWN else None
    return _previous(value)


def _phrases(criterion: Criterion, mentor: Mentor, mentee: Mentee, value: int, near: Nearness) -> Said:
    if criterion == Criterion.INTERESTS:
        return _interests(mentor, mentee, near)
    wanted = mentee.topics if criterion == Criterion.REQUEST else mentee.subjects
    offered = offered_for_requests(mentor) if criterion == Criterion.REQUEST else mentor.subjects
    if not wanted:
        return ("запрос не указан" if criterion == Criterion.REQUEST else "предмет не важен"), None
    best = max(((*near.best(phrase, offered), phrase) for phrase in wanted), key=lambda found: found[0])
    points, other, phrase = best
    if criterion == Criterion.REQUEST:
        if not points:
            return f"на запрос «{wanted[0]}» опыта не названо", False
        words = f"запрос «{phrase}» ↔ опыт «{other}»"
        return (words, True) if value >= UNKNOWN else (f"запрос отвечен частью: «{phrase}» ↔ «{other}»", False)
    if points < MEANT:
        return f"предмет не совпал: {', '.join(wanted)}", False
    return f"предмет: {phrase}", value >= UNKNOWN


def _interests(mentor: Mentor, mentee: Mentee, near: Nearness) -> Said:
    if not mentee.interests or not mentor.interests:
        return "интересы не указаны", None
    shared = [phrase for phrase in mentee.interests if near.best(phrase, mentor.interests)[0] >= MEANT]
    return (f"общие интересы: {', '.join(shared)}", True) if shared else ("общих интересов не названо", False)


def slots_words(slots: Sequence[str]) -> str:
    """«пн, чт после уроков; сб» in the order of the week."""
    ordered = [slot for slot in SLOT_BIT if slot in slots]
    groups: dict[str, list[str]] = {}
    for slot in ordered:
        day, _, part = str(TimeSlot(slot).label).partition(", ")
        groups.setdefault(part, []).append(day)
    return "; ".join(f"{', '.join(days)} {part}".strip() for part, days in groups.items())


def _time(mentor: Mentor, mentee: Mentee) -> Said:
    if not mentor.slots or not mentee.slots:
        return "время не указано", None
    common = [slot for slot in mentee.slots if slot in mentor.slots]
    return (f"время: {slots_words(common)}", True) if common else ("время не совпало", False)


def stars(mentor: Mentor, mentee: Mentee) -> int:
    """How many sides named the other: ★★ is a mutual choice."""
    return (mentor.person in mentee.wishes) + (mentee.person in mentor.wishes)


def _wishes(mentor: Mentor, mentee: Mentee, names: Names) -> Said:
    words = [
        f"{who}: {CHOICE[wishes.index(person)]} выбор"
        for who, wishes, person in (
            ("наставляемый", mentee.wishes, mentor.person),
            ("наставник", mentor.wishes, mentee.person),
        )
        if person in wishes[: len(CHOICE)]
    ]
    if len(words) == len(("наставляемый", "наставник")):
        return f"взаимный выбор ({'; '.join(words)})", True
    if words:
        return words[0], True
    if mentee.wishes:
        name = names.get(mentee.wishes[0], "")
        return f"первый выбор наставляемого: {name or 'другой человек'}", False
    return ("наставник назвал других", False) if mentor.wishes else ("пожеланий нет", None)


def _age(mentor: Mentor, mentee: Mentee, value: int) -> Said:
    if not mentor.age_from and not mentor.age_to:
        return "возраст любой", None
    if mentee.age is None:
        return "возраст не указан", None
    years = counted(mentee.age, YEARS)
    if value == FULL:
        return f"возраст подходит: {years}", True
    return f"возраст: {years}, а наставник хочет {ages_wished(mentor)}", False


def _place(mentor: Mentor, mentee: Mentee) -> Said:
    same: list[str] = []
    other: list[str] = []
    for offered, theirs, agree, differ in (
        ({mentor.campus.lower()}, {mentee.campus.lower()}, "тот же корпус", "другой корпус"),
        ({mentor.shift.lower()}, {mentee.shift.lower()}, "та же смена", "другая смена"),
        (set(mentor.languages), set(mentee.languages), "общий язык", "разные языки"),
    ):
        if any(offered) and any(theirs):
            (same if offered & theirs else other).append(agree if offered & theirs else differ)
    if not same and not other:
        return "корпус и смена не указаны", None
    return ", ".join(other + same), not other


def _previous(value: int) -> Said:
    if value == UNKNOWN:
        return "раньше не были парой", None
    return ("уже прошли программу вместе", True) if value else ("прежняя пара распалась досрочно", False)
