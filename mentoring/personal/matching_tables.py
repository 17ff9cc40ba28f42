"""Matching: proposed pairs, bans, wishes, next steps. It goes with the person: pairs have tables of their own."""

from mentoring.models import Ban, NextStep, Variant, VariantRow, VoteRound, Wish
from mentoring.personal.fields import MATCHING, Field, Table, lists, stays, texts

VARIANT_ROWS = Table(
    VariantRow,
    "Подбор пар",
    "mentee__person",
    (
        *stays(MATCHING, "variant", "mentee", "mentor", "score", "stars", "locked", "by_hand"),
        *lists(MATCHING, "parts", "options"),
        *texts(MATCHING, "cause", "comment", "refused"),
    ),
    goes=True,
)
BANS = Table(
    Ban, "Не предлагать вместе", "mentee", (*stays(MATCHING, "mentor", "mentee"), *texts(MATCHING, "reason")), goes=True
)
WISHES = Table(
    Wish,
    "Пожелания после встречи",
    "voter__person",
    (*stays(MATCHING, "voter", "chosen", "rank", "on_paper", "given_at"),),
    goes=True,
)
NEXT_STEPS = Table(
    NextStep,
    "Следующие шаги без пары",
    "person",
    (*stays(MATCHING, "kind", "responsible", "due_on", "opened_at", "closed_at"), *texts(MATCHING, "note")),
    goes=True,
)
MATCHING_TABLES = (VARIANT_ROWS, BANS, WISHES, NEXT_STEPS)

# Many people in one row, by numbers of participations alone; words of people stand in the rows of a variant.
VARIANTS = Table(
    Variant,
    "Версии подбора",
    "",
    (
        *texts(MATCHING, "name"),
        *stays(MATCHING, "number", "model", "form", "goal", "minimum", "based_on", "published_at"),
        *(Field(name, MATCHING, {}) for name in ("weights", "computed")),
        *lists(MATCHING, "required", "steps"),
    ),
)
VOTE_ROUNDS = Table(
    VoteRound,
    "Пожелания: кто ответил",
    "",
    (
        *stays(MATCHING, "form", "opened_at", "closes_at"),
        *lists(MATCHING, "came"),
        Field("votes", MATCHING, {}),
    ),
)
MATCHING_SHARED = (VARIANTS, VOTE_ROUNDS)
