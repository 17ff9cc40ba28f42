"""Papers as files: at once, or as a long job where a page would wait for too long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.sheets.model import file_name
from core.viewer import Viewer
from jobs.actions import JobKind, Run, ask_job, finish_in_step
from jobs.models import Job
from orders.papers.awards import numbered
from orders.papers.blocks import Document, Gaps
from orders.papers.choosing import chosen_of, people_in
from orders.papers.docx import documents_docx
from orders.papers.kinds import PaperKind
from orders.papers.registry import KINDS
from orders.papers.render import Told, awards_pdf, documents_pdf, unheard
from orders.papers.sources import Source, source_of

FILES = ("pdf", "docx")
AT_ONCE, TOLD_EVERY = 50, 50


class CannotPrint(DomainError):
    message = "Эту бумагу напечатать нельзя."


class NothingChosen(DomainError):
    message = "Печатать нечего: выберите, о ком или о чём бумага."


@dataclass(frozen=True)
class Preview:
    """What is going to be printed; `missing` is what the papers leave to the pen, in words, once each."""

    names: tuple[str, ...]
    missing: tuple[str, ...]


def preview(kind: PaperKind, chosen: Sequence[Any], source: Source, words: Mapping[str, str]) -> Preview:
    documents, missing = built(kind, chosen, replace(source, words=words))
    return Preview(tuple(document.title for document in documents), missing)


def built(kind: PaperKind, chosen: Sequence[Any], source: Source) -> tuple[list[Document], tuple[str, ...]]:
    gaps = Gaps()
    sources = (numbered(source, place) if kind.form else source for place in range(len(chosen)))
    documents = [kind.build(each, own, gaps) for each, own in zip(chosen, sources, strict=True)]
    return documents, tuple(gaps.names)


def content_of(
    kind: PaperKind, chosen: Sequence[Any], source: Source, file: str, now: datetime, told: Told = unheard
) -> bytes:
    """`file` is one of FILES. Raises NothingChosen, core.pdf.PdfUnavailable."""
    if not chosen:
        raise NothingChosen
    if file == "pdf" and kind.form is not None:
        return awards_pdf(kind.form, chosen, source, told)
    documents, _ = built(kind, chosen, source)
    if refusal := next((document.refusal for document in documents if document.refusal), ""):
        raise CannotPrint(refusal)
    return documents_pdf(documents, told) if file == "pdf" else documents_docx(documents, at=now)


def name_of(kind: PaperKind, count: int, file: str, now: datetime, by: Viewer) -> str:
    words = kind.noun if count == 1 else f"{kind.noun}, {count}"
    return file_name(words, on=by.organization.local_date(now), suffix=file)


@transaction.atomic
def print_papers(
    kind: PaperKind, ids: Sequence[int], words: Mapping[str, str], *, file: str, year: int, by: Viewer, now: datetime
) -> bytes:
    """At once. Written down: names leave the program. Raises NothingChosen, CannotPrint, core.pdf.PdfUnavailable."""
    source = source_of(by, year, by.organization.local_date(now), words)
    chosen = chosen_of(by, kind, ids, year)
    content = content_of(kind, chosen, source, file, now)
    note(kind, chosen, by=by, now=now)
    return content


def note(kind: PaperKind, chosen: Sequence[Any], *, by: Viewer, now: datetime) -> None:
    details = {"ids": people} if (people := people_in(kind, chosen)) else {}
    record(by, "paper.printed", by.organization, at=now, paper=kind.key, **details)


def ask_papers(
    kind: PaperKind, ids: Sequence[int], words: Mapping[str, str], *, file: str, year: int, by: Viewer, now: datetime
) -> Job:
    """The words beside the papers are the same for all of them, so they tell nothing about anybody; they go when the
    file is ready.

    Raises jobs.actions.AlreadyAsked.
    """
    kept = {"paper": kind.key, "ids": list(ids), "words": dict(words), "file": file, "year": year}
    return ask_job("papers", kept, purpose="печать бумаг", total=len(ids), by=by, now=now)


def _print(run: Run) -> None:
    """One file made of the chosen ones as they are now: a worker that begins anew prints nobody twice."""
    kept, by, now = run.job.parameters, run.by, run.clock()
    kind = KINDS[kept["paper"]]
    with tenancy.tx(by.scope):
        if not by.can(kind.permission):
            raise NothingChosen
        source = source_of(by, kept["year"], run.job.asked_at.astimezone(by.organization.zone).date(), kept["words"])
        chosen = chosen_of(by, kind, kept["ids"], kept["year"])
        note(kind, chosen, by=by, now=now)
    run.report(0, len(chosen))

    def told(done: int) -> None:
        if done % TOLD_EVERY == 0 and done < len(chosen):
            run.report(done)

    content = content_of(kind, chosen, source, kept["file"], now, told)
    with run.step() as row:
        row.parameters = {name: value for name, value in row.parameters.items() if name != "words"}
        name = name_of(kind, len(chosen), kept["file"], now, by)
        finish_in_step(row, by, now, file_name=name, content=ContentFile(content))


PAPERS = JobKind("Бумаги", Permission.PERSON_VIEW, _print, "paper_list")
