"""«Что о нём храним» as a file for the subject of the data; made on demand, never stored."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from accounts.roles import Permission
from core.audit import record
from core.pdf import render_pdf
from core.viewer import Viewer
from mentoring.consents.texts import NO_PROCESSOR
from mentoring.models import ClosedNote, Person
from mentoring.queries.centre import RIGHTS_READERS, readings_of
from mentoring.queries.elsewhere import elsewhere
from mentoring.queries.stored import stored_about


@transaction.atomic
def answer_file(person: Person, kind: str, *, by: Viewer, now: datetime) -> bytes:
    """`kind` is "pdf" or "json". Written down before it is made; closed data stand in it for those who may open them.

    Raises core.pdf.PdfUnavailable.
    """
    record(by, "person.printed", person, at=now, kind=kind, ids=[person.pk])
    if ClosedNote.objects.visible_to(by).filter(person=person).exists():
        record(by, "closed.opened", person, at=now, ids=[person.pk])
    return _json(person, by, now) if kind == "json" else _pdf(person, by, now)


def _pdf(person: Person, by: Viewer, now: datetime) -> bytes:
    context = _context(person, by, now) | {"person": person}
    return render_pdf(render_to_string("mentoring/stored_print.html", context), sheet="record")


def _context(person: Person, by: Viewer, now: datetime) -> dict[str, Any]:
    return {
        "organization": by.organization,
        "processor": settings.DATA_PROCESSOR or NO_PROCESSOR,
        "readers": RIGHTS_READERS[Permission.PERSON_VIEW],
        "made_at": now.astimezone(by.organization.zone),
        "parts": stored_about(person, by),
        "elsewhere": elsewhere(person, by),
        "readings": readings_of(person, by),
    }


def _json(person: Person, by: Viewer, now: datetime) -> bytes:
    context = _context(person, by, now)
    state = {
        "субъект": person.full_name,
        "оператор": by.organization.full_name,
        "обработчик": context["processor"],
        "составлено": context["made_at"].isoformat(),
        "данные": [
            {
                "раздел": part.title,
                "зачем": part.purposes,
                "основание": part.bases,
                "записи": [dict(row) for row in part.rows],
            }
            for part in context["parts"]
        ],
        "где ещё": dict(context["elsewhere"]),
        "кто смотрел": [{"когда": row.at.isoformat(), "кто": row.who, "что": row.words} for row in context["readings"]],
    }
    return json.dumps(state, ensure_ascii=False, indent=2).encode()
