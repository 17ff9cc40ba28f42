"""How a pair is doing and why. One computed answer behind the light, the lines of the home page and the card. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from core.dates import SHORT_MONTHS, near_day
from core.words import counted
from mentoring.models import MeetingKind, Pair

DAYS = ("день", "дня", "дней")
SHORTEST_SILENCE = 14  # days: nobody is called silent earlier, however often the two wanted to meet
STEPS = tuple(MeetingKind)
Status = Pair.Status


class Level(StrEnum):
    """The values are shapes of `core.templatetags.ui`. BEHIND: twice as long as is waited for, or the term is over."""

    BEHIND = "behind"
    RISK = "risk"
    EARLY = "no_data"
    GOOD = "on_track"


WORDS = {
    Level.BEHIND: "Отстаёт",
    Level.RISK: "Есть риск",
    Level.EARLY: "Рано судить",
    Level.GOOD: "В графике",
}


class Cause(StrEnum):
    """What is the matter, and so what can be done about it."""

    ANSWER = "answer"
    ORDER = "order"
    FIRST = "first"
    SILENCE = "silence"
    STEP = "step"
    PAUSE = "pause"
    ENDING = "ending"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Calendar days. The first four are `PairRules` of the organization."""

    first_meeting: int = 10
    silence: int = 30
    too_early: int = 14
    answer: int = 7
    step: int = 21
    ending: int = 30


@dataclass(frozen=True, slots=True)
class Life:
    """What is judged. `held` are the first and the last day of the meetings of each kind that took place."""

    status: str
    since: date
    starts_on: date | None = None
    ends_on: date | None = None
    rhythm_days: int | None = None
    held: Mapping[str, tuple[date, date]] = field(default_factory=dict)

    @property
    def began(self) -> date:
        return self.starts_on or self.since

    @property
    def last_met(self) -> date | None:
        return max((last for _, last in self.held.values()), default=None)


@dataclass(frozen=True, slots=True)
class Reason:
    level: Level
    cause: Cause
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class Health:
    """`reasons`: the most serious first; never empty, so that a light always says why."""

    reasons: tuple[Reason, ...]

    @property
    def level(self) -> Level:
        return self.reasons[0].level

    @property
    def words(self) -> str:
        return WORDS[self.level]

    @property
    def why(self) -> str:
        return "; ".join(reason.text for reason in self.reasons)

    @property
    def cause(self) -> Cause:
        return self.reasons[0].cause

    @property
    def is_alarming(self) -> bool:
        """Somebody should do something."""
        return self.level in (Level.BEHIND, Level.RISK)


ORDER = tuple(Level)


def health(life: Life, today: date, limits: Thresholds) -> Health:
    """Of a pair that is over: that nothing is asked of it any more."""
    found = sorted(_reasons(life, today, limits), key=lambda reason: (ORDER.index(reason.level), -reason.days))
    return Health(tuple(found) or (_fine(life, today, limits),))


def silence_limit(rhythm_days: int | None, limits: Thresholds) -> int:
    """Days without a meeting that are still no silence: one and a half of the agreed rhythm."""
    if rhythm_days is None:
        return limits.silence
    return max(SHORTEST_SILENCE, -(-3 * rhythm_days // 2))


def _reasons(life: Life, today: date, limits: Thresholds) -> Iterator[Reason]:
    if life.status == Status.PROPOSED:
        yield from _late(
            Cause.ANSWER, "Нет ответа на предложение {}, ждём не дольше {}", life.since, today, limits.answer
        )
    elif life.status in (Status.AGREED, Status.ORDERED):
        words = "Согласована, но не в приказе {}" if life.status == Status.AGREED else "В приказе, но не действует {}"
        yield from _late(Cause.ORDER, words, life.since, today, limits.step)
    elif life.status == Status.PAUSED:
        yield from _late(Cause.PAUSE, "Приостановлена {}: возобновите или завершите", life.since, today, limits.step)
    elif life.status == Status.ACTIVE:
        yield from _meetings(life, today, limits)
        yield from _ending(life, today, limits)


def _late(cause: Cause, words: str, since: date, today: date, limit: int) -> Iterator[Reason]:
    """`words` take how many days it has lasted and how many are waited for."""
    days = (today - since).days
    if days > limit:
        level = Level.BEHIND if days > 2 * limit else Level.RISK
        yield Reason(level, cause, words.format(counted(days, DAYS), limit), days)


def _meetings(life: Life, today: date, limits: Thresholds) -> Iterator[Reason]:
    met = life.last_met
    if met is None:
        yield from _late(
            Cause.FIRST, "Первой встречи нет {}, ждём не дольше {}", life.began, today, limits.first_meeting
        )
        return
    if (today - life.began).days < limits.too_early:
        return
    limit = silence_limit(life.rhythm_days, limits)
    agreed = f"договорились раз в {counted(life.rhythm_days, DAYS)}, " if life.rhythm_days else ""
    silence = list(_late(Cause.SILENCE, "Нет встреч {}: " + agreed + "ждём не дольше {}", met, today, limit))
    yield from silence or _stuck(life, today, limits)


def _stuck(life: Life, today: date, limits: Thresholds) -> Iterator[Reason]:
    """Between the five meetings; regular ones may go on until the end."""
    reached = max((STEPS.index(MeetingKind(kind)) for kind in life.held), default=0)
    if reached >= STEPS.index(MeetingKind.REGULAR):
        return
    first, _ = life.held[STEPS[reached]]
    ahead = STEPS[reached + 1].label.lower()
    yield from _late(Cause.STEP, "Шаг не меняется {}: дальше — " + ahead, first, today, limits.step)


def _ending(life: Life, today: date, limits: Thresholds) -> Iterator[Reason]:
    if life.ends_on is None:
        return
    left = (life.ends_on - today).days
    if left < 0:
        words = f"Срок вышел {counted(-left, DAYS)} назад: продлите или завершите"
        yield Reason(Level.BEHIND, Cause.ENDING, words, -left)
    elif left <= limits.ending:
        words = f"Кончается через {counted(left, DAYS)}: продлите или завершите" if left else "Кончается сегодня"
        yield Reason(Level.RISK, Cause.ENDING, words, limits.ending - left)


def _fine(life: Life, today: date, limits: Thresholds) -> Reason:
    """What is said of a pair nobody has to worry about."""
    waits = {
        Status.PROPOSED: f"Ждём ответа до {_day(life.since + timedelta(days=limits.answer))}",
        Status.AGREED: "Согласована, ждёт приказа",
        Status.ORDERED: "В приказе, скоро начнёт работу",
        Status.PAUSED: f"Приостановлена с {_day(life.since)}",
    }
    if life.status in waits:
        return Reason(Level.EARLY, Cause.NONE, waits[Status(life.status)], 0)
    if life.status != Status.ACTIVE:
        return Reason(Level.EARLY, Cause.NONE, "Пара уже не встречается", 0)
    if life.last_met is None:
        until = _day(life.began + timedelta(days=limits.first_meeting))
        return Reason(Level.EARLY, Cause.NONE, f"Ждём первую встречу до {until}", 0)
    words = f"Последняя встреча: {near_day(life.last_met, today)}"
    early = (today - life.began).days < limits.too_early
    return Reason(Level.EARLY if early else Level.GOOD, Cause.NONE, words, 0)


def _day(day: date) -> str:
    return f"{day.day}\u00a0{SHORT_MONTHS[day.month - 1]}"
