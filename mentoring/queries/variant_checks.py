"""Two variants beside each other, and what stands against publishing one."""

from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from mentoring.models import Variant
from mentoring.queries.choices import proposal_of
from mentoring.queries.variants import Line, VariantPage, variant_page


@dataclass(frozen=True, slots=True)
class Difference:
    """A mentee whose pair is not the same in two variants: (mentor or nothing, score)."""

    name: str
    before: tuple[str, int | None] | None
    after: tuple[str, int | None] | None


@dataclass(frozen=True)
class Comparing:
    before: VariantPage
    after: VariantPage
    differences: tuple[Difference, ...]


def compare_variants(viewer: Viewer, before: Variant, after: Variant) -> Comparing:
    """Rows in which two variants differ, by name, beside the figures of both."""
    one, other = variant_page(viewer, before), variant_page(viewer, after)
    firsts, seconds = ({line.mentee: line for line in page.lines} for page in (one, other))
    names = {line.mentee: line.name for line in (*one.lines, *other.lines)}
    found = []
    for mentee in sorted(names, key=lambda pk: names[pk]):
        first, second = (_shape(lines.get(mentee)) for lines in (firsts, seconds))
        if (first and first[0]) != (second and second[0]):
            found.append(Difference(names[mentee], first, second))
    return Comparing(one, other, tuple(found))


def _shape(line: Line | None) -> tuple[str, int | None] | None:
    if line is None:
        return None
    return (line.mentor.name, line.score) if line.mentor else ("без пары", None)


@dataclass(frozen=True, slots=True)
class Check:
    """`blocks`: the pair will not be published; `warnings`: a curator should look."""

    blocks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def checks_of(viewer: Viewer, page: VariantPage, today: date) -> dict[int, Check]:
    """Row → what blocks the pair now, and what a curator should look at; rows without either are left out."""
    proposal = proposal_of(viewer, page.variant, today)
    found: dict[int, Check] = {}
    for line in page.lines:
        if line.mentor is None:
            continue
        row = proposal.row_of.get(line.mentee)
        fit = row.fit if row else None
        if fit is None:
            found[line.pk] = Check(("участник больше не в подборе",))
        elif fit.blocks or fit.warnings:
            found[line.pk] = Check(tuple(block.words for block in fit.blocks), tuple(fit.warnings))
    return found
