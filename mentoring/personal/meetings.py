"""Meetings and what is said about a pair. A mark tells of both sides, so it is found by either of them."""

from mentoring.models import Answer, Attendance, Concern, Meeting, PairLink
from mentoring.personal.fields import COURSE, SAFETY, Field, Table, lists, stays, texts, values

OF_A_MEETING: tuple[Field, ...] = (
    *stays(COURSE, "kind", "way", "held_on", "during", "minutes", "mood", "readers", "by_curator"),
    *lists(COURSE, "topics"),
    *texts(COURSE, "note", "missed_reason"),
)
OF_A_CONCERN = (*texts(SAFETY, "text", "answer"), *stays(SAFETY, "closed_at"))

MEETINGS = (
    Table(Meeting, "Встречи наставляемого", "pair__members__mentee", OF_A_MEETING),
    Table(Meeting, "Встречи наставника", "mentor", OF_A_MEETING),
    Table(Attendance, "Посещения групповых встреч", "member__mentee", stays(COURSE, "came")),
    Table(
        Answer,
        "Ответы о паре",
        "person",
        (*values(COURSE, "question", "value", "given_at"), *texts(COURSE, "comment")),
        goes=True,  # an answer is never changed, so its words go with it
    ),
    Table(Concern, "Сообщения о проблемах наставляемого", "pair__members__mentee", OF_A_CONCERN),
    Table(Concern, "Сообщения о проблемах наставника", "pair__mentor", OF_A_CONCERN),
    Table(
        PairLink,
        "Ссылки участника",
        "person",
        values(COURSE, "purpose", "question", "expires_at", "used_at", "revoked_at"),
        goes=True,
    ),
)
