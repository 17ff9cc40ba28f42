"""Why a mentee has nobody, in words, and who comes nearest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from core.words import counted
from mentoring.matching.people import Mentee, Mentor
from mentoring.matching.reasons import slots_words
from mentoring.matching.rules import BIT, Rule
from mentoring.matching.scoring import slot_bits

if TYPE_CHECKING:
    from mentoring.matching.cohort import Cohort

MENTORS = ("наставник", "наставника", "наставников")
SHOWN_SUBJECTS, LONGEST_TOPIC = 2, 60


class Why(TextChoices):
    CONSENT = "consent", "нет согласия"
    EMPTY = "empty", "нет наставников"
    RULES = "rules", "исключают правила"
    PLACES = "places", "не хватило мест"
    MINIMUM = "minimum", "ниже порога"
    WAITS = "waits", "ещё не подобран"


@dataclass(frozen=True, slots=True)
class Cause:
    """`words` are the whole sentence; `nearest` is the mentor it names."""

    why: Why
    words: str
    nearest: Mentor | None = None


def cause_of(cohort: Cohort, row: int, load: Mapping[int, int], minimum: int) -> Cause:
    """Why the mentee of this row is alone. `load`: places held by every mentor in the proposal."""
    mentee = cohort.mentees[row]
    if not mentee.has_consent:
        return Cause(Why.CONSENT, "нет согласия наставляемого: пару можно подобрать, когда оно будет")
    if not cohort.mentors:
        return Cause(Why.EMPTY, "в наборе нет наставников")
    bits, scores = [int(b) for b in cohort.blocked[row]], [int(s) for s in cohort.scores[row]]
    order = sorted(range(len(bits)), key=lambda column: -scores[column])
    suitable = [column for column in order if bits[column] & ~BIT[Rule.CAPACITY] == 0]
    if not suitable:
        return _by_rules(cohort, row, bits, order)
    best = cohort.mentors[suitable[0]]
    if scores[suitable[0]] < minimum:
        words = f"лучшее соответствие {scores[suitable[0]]}, а порог {minimum}: {best.name}"
        return Cause(Why.MINIMUM, words, best)
    good = [column for column in suitable if scores[column] >= minimum]
    return _by_places(cohort, mentee, good, load)


def _by_places(cohort: Cohort, mentee: Mentee, good: list[int], load: Mapping[int, int]) -> Cause:
    free = [column for column in good if load[cohort.mentors[column].id] < cohort.mentors[column].capacity]
    if free:
        mentor = cohort.mentors[free[0]]
        words = f"подходит {counted(len(free), MENTORS)} со свободным местом, лучший – {mentor.name}"
        return Cause(Why.WAITS, words, mentor)
    mentor = cohort.mentors[good[0]]
    held = f"занято {load[mentor.id]} из {mentor.capacity}"
    words = f"нет свободного наставника{_needs(mentee)}; ближайший – {mentor.name}, {held}"
    return Cause(Why.PLACES, words, mentor)


def _by_rules(cohort: Cohort, row: int, bits: list[int], order: list[int]) -> Cause:
    """The rule that excludes most mentors, and the mentor whom the fewest rules exclude."""
    counts = Counter(rule for number in bits for rule in Rule if number & BIT[rule])
    del counts[Rule.CAPACITY]
    main = min(counts, key=lambda rule: (-counts[rule], list(Rule).index(rule)))
    nearest = min(order, key=lambda column: (bits[column] & ~BIT[Rule.CAPACITY]).bit_count())
    mentor = cohort.mentors[nearest]
    blocks = "; ".join(block.words for block in cohort.blocks(row, nearest))
    lacking = f"нет наставника{_needs(cohort.mentees[row])}"
    if main != Rule.REQUIRED:
        lacking += f": {main.label} ({counts[main]} из {len(bits)})"
    return Cause(Why.RULES, f"{lacking}; ближайший – {mentor.name}, мешает: {blocks}", mentor)


def _needs(mentee: Mentee) -> str:
    """« по предмету «физика», чт после уроков»: what is looked for; nothing known: no words."""
    words = []
    if mentee.subjects:
        words.append(f" по предмету «{', '.join(mentee.subjects[:SHOWN_SUBJECTS])}»")
    elif mentee.topics:
        words.append(f" с опытом «{mentee.topics[0][:LONGEST_TOPIC]}»")
    if mentee.slots:
        words.append(f" ({slots_words(slot_bits(mentee.slots))})")
    return "".join(words)
