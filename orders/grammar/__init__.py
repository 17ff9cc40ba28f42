"""Russian cases for papers: names by `names`, positions and organizations by `phrases`. Pure: no database, no clock."""

from orders.grammar.cases import CASES, Case, Forms
from orders.grammar.engine import Kind
from orders.grammar.genders import gender_of
from orders.grammar.names import decline_name
from orders.grammar.people import Name, decline, nominative
from orders.grammar.phrases import decline_phrase
from orders.grammar.prepositions import before
from orders.grammar.questions import answer

__all__ = [
    "CASES",
    "Case",
    "Forms",
    "Kind",
    "Name",
    "answer",
    "before",
    "decline",
    "decline_name",
    "decline_phrase",
    "gender_of",
    "nominative",
]
