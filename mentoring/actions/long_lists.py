"""Files of many people, too long for a page to wait for: blanks of consents, the official forms of the bases.

What is kept with the job are ids: whoever has left the list meanwhile is not in the file.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.http import QueryDict

from accounts.roles import Permission
from core import tenancy
from core.errors import DomainError
from core.sheets.answers import as_file
from core.sheets.model import file_name
from core.viewer import Viewer
from jobs.actions import JobKind, Run, ask_job
from jobs.models import Job
from mentoring.actions.blanks import LIMIT, NobodyToAsk, ask_many, blanks_of
from mentoring.models import Consent, Person
from mentoring.official import Asked, official_sheet
from mentoring.queries.official import official_rows
from mentoring.queries.people import Filters

ASKED_AT_ONCE, TOLD_EVERY = LIMIT // 2, 100  # two may have to sign for one
MOST_BLANKS = 5_000
LONGEST = {"xlsx": 20_000, "docx": 10_000, "pdf": 2_000}  # rows: a minute of work, far less than a lease


class TooLong(DomainError):
    message = "Для этого вида файла строк слишком много. Отберите меньше или скачайте таблицу .xlsx."


class TooManyPeople(DomainError):
    message = f"За один раз печатаются бланки не больше чем на {MOST_BLANKS} человек. Выберите, например, параллель."


def ask_blanks(people: Sequence[int], purpose: str, *, by: Viewer, now: datetime) -> Job:
    """Raises TooManyPeople, jobs.actions.AlreadyAsked."""
    if len(people) > MOST_BLANKS:
        raise TooManyPeople
    parameters = {"people": list(people), "purpose": purpose}
    return ask_job("blanks", parameters, purpose="печать бланков", total=0, by=by, now=now, ids=list(people))


def _print_blanks(run: Run) -> None:
    """Papers that wait keep their codes, so a worker that begins anew asks nobody twice."""
    papers = [paper for group in _groups(run.job.parameters["people"]) for paper in _asked(group, run)]
    if not papers:
        raise NobodyToAsk
    run.report(0, len(papers))

    def told(done: int) -> None:
        if done % TOLD_EVERY == 0 and done < len(papers):
            run.report(done)

    content = blanks_of(papers, told)
    run.finish(file_name=f"Бланки согласий, {len(papers)}.pdf", content=ContentFile(content))


def _groups(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + ASKED_AT_ONCE] for start in range(0, len(ids), ASKED_AT_ONCE))


def _asked(people: Sequence[int], run: Run) -> list[Consent]:
    with run.step():
        rows = Person.objects.visible_to(run.by).present().filter(organization=run.by.organization, pk__in=people)
        try:
            return ask_many(rows, run.job.parameters["purpose"], by=run.by, now=run.clock())
        except NobodyToAsk:
            return []


def ask_people_file(
    kind: str,
    filters: Filters,
    rows: Sequence[int],
    people: Sequence[int],
    *,
    purpose: str,
    year: int,
    words: str,
    by: Viewer,
    now: datetime,
) -> Job:
    """`rows` are the participations of the list, `words` its filter in words. Raises TooLong, AlreadyAsked."""
    if len(rows) > LONGEST[kind]:
        raise TooLong
    parameters = {"file": kind, "year": year, "list": filters.kept_query, "rows": list(rows), "words": words}
    return ask_job(
        "people",
        parameters,
        purpose=purpose,
        total=len(rows),
        by=by,
        now=now,
        file=kind,
        rows=len(rows),
        ids=list(people),
    )


def _write_people(run: Run) -> None:
    kept, by, now = run.job.parameters, run.by, run.clock()
    today = by.organization.local_date(now)
    filters = Filters.read(QueryDict(kept["list"]))
    with tenancy.tx(by.scope):
        rows, _ = official_rows(by, kept["year"], filters, today, kept["rows"])
    run.report(len(rows) // 2, len(rows))
    asked = Asked(by.organization.short_name, _name(by), today, run.job.purpose, kept["words"])
    sheet = official_sheet(filters.tab, kept["year"], rows, asked)
    content = ContentFile(as_file(sheet, kept["file"], now))
    run.finish(file_name=file_name(sheet.file_name, on=today, suffix=kept["file"]), content=content)


def _name(by: Viewer) -> str:
    return by.membership.short_name.replace("\u00a0", " ") if by.membership else ""


BLANKS = JobKind("Бланки согласий", Permission.PERSON_EDIT, _print_blanks, "consent_matrix")
PEOPLE = JobKind("База участников", Permission.PERSON_EXPORT, _write_people, "participant_list")
