"""Verbs of the two bases in words, beside those of the cards; and the codes that events keep."""

from mentoring.models import Purpose

VERBS = {
    "application.accepted": "Заявка принята",
    "application.asked": "Заявителя попросили уточнить",
    "application.declined": "Заявка отклонена",
}

CODES: dict[str, str] = dict(Purpose.choices)
