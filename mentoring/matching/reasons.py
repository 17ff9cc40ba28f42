"""Why a criterion gives its points, in words. Asked for the cells that are shown only; what repeats is remembered."""

from collections.abc import Mapping
from functools import lru_cache

from core.words import counted
from mentoring.matching.criteria import FULL, UNKNOWN, Criterion
from mentoring.matching.people import Mentee, Mentor
from mentoring.matching.phrases import MEANT, Nearness
from mentoring.matching.rules import YEARS, ages_wished
from mentoring.matching.scoring import SLOT_BIT, offered_for_requests, places_of, slot_bits
from mentoring.models import TimeSlot

DAYS = ("день", "дня", "дней")
CHOICE = ("первый", "второй", "третий")
PLACES = (("тот же корпус", "другой корпус"), ("та же смена", "другая смена"), ("общий язык", "разные языки"))
SLOT_WORDS = {SLOT_BIT[slot.value]: slot.label.partition(", ") for slot in TimeSlot}
Said = tuple[str, bool | None]  # the words, and whether they speak for the pair; None: nothing is known


def said_of(
    criterion: Criterion,
    mentor: Mentor,
    mentee: Mentee,
    value: int,
    near: Mapping[Criterion, Nearness],
    names: Mapping[int, str],
) -> Said:
    """The words of one criterion for one pair; `value` in thousandths, `names`: person → short name of a mentor."""
    match criterion:
        case Criterion.REQUEST:
            return _request(mentor, mentee, value, near[criterion])
        case Criterion.SUBJECT:
            return _subject(mentor, mentee, value, near[criterion])
        case Criterion.INTERESTS:
            return _interests(mentor, mentee, near[criterion])
        case Criterion.TIME:
            return _time(slot_bits(mentor.slots), slot_bits(mentee.slots))
        case Criterion.WISHES:
            return _wishes(mentor, mentee, names)
        case Criterion.AGE:
            return _age(mentor.age_from, mentor.age_to, mentee.age, value)
        case Criterion.PLACE:
            return _place(mentor, mentee)
        case Criterion.WAITING:
            return _waiting(mentee.days_waiting, value)
        case Criterion.PREVIOUS:
            return _previous(value)


def _request(mentor: Mentor, mentee: Mentee, value: int, near: Nearness) -> Said:
    if not mentee.topics:
        return "запрос не указан", None
    found, other, phrase = near.nearest(mentee.topics, offered_for_requests(mentor))
    if not found:
        return f"на запрос «{phrase}» опыта не названо", False
    if value >= UNKNOWN:
        return f"запрос «{phrase}» ↔ опыт «{other}»", True
    return f"запрос отвечен частью: «{phrase}» ↔ «{other}»", False


def _subject(mentor: Mentor, mentee: Mentee, value: int, near: Nearness) -> Said:
    if not mentee.subjects:
        return "предмет не важен", None
    found, _, phrase = near.nearest(mentee.subjects, mentor.subjects)
    if found < MEANT:
        return f"предмет не совпал: {', '.join(mentee.subjects)}", False
    return f"предмет: {phrase}", value >= UNKNOWN


def _interests(mentor: Mentor, mentee: Mentee, near: Nearness) -> Said:
    if not mentee.interests or not mentor.interests:
        return "интересы не указаны", None
    shared = [phrase for phrase in mentee.interests if near.nearest((phrase,), mentor.interests)[0] >= MEANT]
    return (f"общие интересы: {', '.join(shared)}", True) if shared else ("общих интересов не названо", False)


@lru_cache(maxsize=4096)
def slots_words(bits: int) -> str:
    """«пн, чт после уроков; суббота» in the order of the week."""
    groups: dict[str, list[str]] = {}
    for bit, (day, _, part) in SLOT_WORDS.items():
        if bits & bit:
            groups.setdefault(part, []).append(day)
    return "; ".join(f"{', '.join(days)} {part}".strip() for part, days in groups.items())


def _time(offered: int, theirs: int) -> Said:
    if not offered or not theirs:
        return "время не указано", None
    return (f"время: {slots_words(offered & theirs)}", True) if offered & theirs else ("время не совпало", False)


def stars(mentor: Mentor, mentee: Mentee) -> int:
    """How many sides named the other: ★★ is a mutual choice."""
    return (mentor.person in mentee.wishes) + (mentee.person in mentor.wishes)


def _wishes(mentor: Mentor, mentee: Mentee, names: Mapping[int, str]) -> Said:
    theirs, ours = mentor.person in mentee.wishes, mentee.person in mentor.wishes
    if theirs and ours:
        return "взаимный выбор", True
    if theirs:
        return f"{CHOICE[mentee.wishes.index(mentor.person)]} выбор наставляемого", True
    if ours:
        return f"{CHOICE[mentor.wishes.index(mentee.person)]} выбор наставника", True
    if mentee.wishes:
        return f"первый выбор наставляемого – {names.get(mentee.wishes[0]) or 'другой человек'}", False
    return ("наставник назвал других", False) if mentor.wishes else ("пожеланий нет", None)


@lru_cache(maxsize=4096)
def _age(low: int | None, high: int | None, age: int | None, value: int) -> Said:
    if not low and not high:
        return "возраст любой", None
    if age is None:
        return "возраст не указан", None
    if value == FULL:
        return f"возраст подходит: {counted(age, YEARS)}", True
    return f"возраст: {counted(age, YEARS)}, а наставник хочет {ages_wished(low, high)}", False


def _place(mentor: Mentor, mentee: Mentee) -> Said:
    sides = [places_of(one.campus, one.shift, one.languages) for one in (mentor, mentee)]
    return _agreement(*sides)


@lru_cache(maxsize=4096)
def _agreement(offered: tuple[frozenset[str], ...], theirs: tuple[frozenset[str], ...]) -> Said:
    known = [
        (bool(ours & other), words)
        for ours, other, words in zip(offered, theirs, PLACES, strict=True)
        if ours and other
    ]
    if not known:
        return "корпус и смена не указаны", None
    known.sort(key=lambda found: found[0])  # what differs comes first
    return ", ".join(words[not same] for same, words in known), known[0][0]


@lru_cache(maxsize=4096)
def _waiting(days: int, value: int) -> Said:
    return f"ждёт {counted(days, DAYS)}", True if value >= UNKNOWN else None


def _previous(value: int) -> Said:
    if value == UNKNOWN:
        return "раньше не были парой", None
    return ("уже прошли программу вместе", True) if value else ("прежняя пара распалась досрочно", False)
