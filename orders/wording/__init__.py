"""Words of papers with tokens in them: pure, no database. `{mentor:acc}`, `{due}`, `{pairs:пару|пары|пар}`."""

from orders.wording.speech import Doubt, Known, Speech
from orders.wording.tokens import MISSING, Spoken, missing_in, say
from orders.wording.values import Phrase, Value, Who

__all__ = ["MISSING", "Doubt", "Known", "Phrase", "Speech", "Spoken", "Value", "Who", "missing_in", "say"]
