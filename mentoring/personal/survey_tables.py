"""Surveys: a reply is never changed, so a named one goes with its person; anonymous ones name nobody."""

from mentoring.models import Survey, SurveyReply, SurveyTicket
from mentoring.personal.fields import ASKING, Field, Table, stays, texts, values

SURVEY_TABLES = (
    Table(
        SurveyTicket,
        "Приглашения к опросам",
        "person",
        (*texts(ASKING, "title"), *values(ASKING, "side", "form", "until", "answered", "sent_on", "reminded_on")),
        goes=True,
    ),
    Table(
        SurveyReply,
        "Ответы на опросы",
        "person",
        (*values(ASKING, "side", "form", "mark", "given_on"), Field("values", ASKING, {})),
        goes=True,
    ),
)

# Of a school, with words of its staff: who answered stands in the tables above.
SURVEYS = Table(
    Survey,
    "Опросы",
    "",
    (
        *texts(ASKING, "title", "conclusion"),
        *stays(ASKING, "instrument", "form", "audience", "opens_on", "due_on", "anonymous", "common", "closed_at"),
        Field("tags", ASKING, {}),
    ),
)
SURVEY_SHARED = (SURVEYS,)
