"""Acts that papers stand on: those of the program and what an organization or a body above it has written instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from orders.models import LegalBasis
from orders.wording import Phrase, Speech
from roadmaps.models import Roadmap


@dataclass(frozen=True, slots=True)
class Basis:
    """`name` in the nominative: what kind of act and whose. `pk`: the row that says so, 0 of the program."""

    key: str
    name: str
    dated_on: date | None = None
    number: str = ""
    about: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    pk: int = 0
    is_hidden: bool = False
    is_own: bool = False

    @property
    def tail(self) -> str:
        """« от 25.12.2019 № Р-145, которое …»."""
        day = f" от {self.dated_on:%d.%m.%Y}" if self.dated_on else ""
        number = f" № {self.number}" if self.number else ""
        return f"{day}{number}{f' {self.about}' if self.about else ''}"

    @property
    def title(self) -> str:
        return f"{self.name}{self.tail}"

    def holds(self, on: date) -> bool:
        return not self.is_hidden and (self.valid_from or on) <= on <= (self.valid_to or on)

    def instrumental(self, speech: Speech) -> str:
        """As it stands after «В соответствии с»."""
        return f"{speech.phrase(Phrase(self.name), 'ins')}{self.tail}"


SYSTEM: tuple[Basis, ...] = (
    Basis(
        "r145",
        "распоряжение Министерства просвещения Российской Федерации",
        date(2019, 12, 25),
        "Р-145",
        "о целевой модели наставничества обучающихся",
    ),
    Basis(
        "concept",
        "распоряжение Правительства Российской Федерации",
        date(2025, 5, 21),
        "1264-р",
        "о Концепции развития наставничества",
        valid_from=date(2025, 5, 21),
    ),
    Basis(
        "az1128",
        "письмо Министерства просвещения Российской Федерации и Общероссийского Профсоюза образования",
        date(2021, 12, 21),
        "АЗ-1128/08 (№ 657)",
        "о системе наставничества педагогических работников",
    ),
    Basis(
        "tk351",
        "статья 351.8 Трудового кодекса Российской Федерации",
        about="о наставничестве в сфере труда",
        valid_from=date(2025, 3, 1),
    ),
    Basis("law273", "Федеральный закон", date(2012, 12, 29), "273-ФЗ", "«Об образовании в Российской Федерации»"),
)

# What a programme of a model rests on, by keys.
OF_MODEL: dict[str, tuple[str, ...]] = {
    Roadmap.TargetModel.PUPIL: ("r145",),
    Roadmap.TargetModel.TEACHER: ("az1128",),
    Roadmap.TargetModel.BOTH: ("r145", "az1128"),
    Roadmap.TargetModel.MUNICIPAL: ("concept", "r145"),
}


def library(viewer: Viewer) -> list[Basis]:
    """Every basis the organization may use or has hidden: own words before those of the bodies above and the
    program. One query."""
    organization = viewer.organization
    rows = LegalBasis.objects.visible_to(viewer).filter(organization__in=chain(organization))
    nearest = {pk: place for place, pk in enumerate(chain(organization))}
    found = sorted(rows, key=lambda row: (-nearest[row.organization_id], row.pk))
    by_key = {basis.key: basis for basis in SYSTEM}
    for row in found:
        by_key[row.key or f"own-{row.pk}"] = _basis(row, organization.pk)
    return list(by_key.values())


def chain(organization: object) -> tuple[int, ...]:
    """Ids of the organization and of the bodies above it, the nearest first."""
    ids = (getattr(organization, name) for name in ("pk", "municipality_id", "region_id"))
    return tuple(dict.fromkeys(pk for pk in ids if pk))


def wanted(bases: Iterable[Basis], keys: Sequence[str], on: date) -> list[Basis]:
    """Those of the keys that hold on the day, in their order."""
    by_key = {basis.key: basis for basis in bases}
    return [by_key[key] for key in keys if key in by_key and by_key[key].holds(on)]


def _basis(row: LegalBasis, own: int) -> Basis:
    return Basis(
        key=row.key or f"own-{row.pk}",
        name=row.name,
        dated_on=row.dated_on,
        number=row.number,
        about=row.about,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        pk=row.pk,
        is_hidden=row.is_hidden,
        is_own=row.organization_id == own,
    )
