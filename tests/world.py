"""Two regions, each with two municipalities of two schools; named people in the first school and its upper levels."""

from dataclasses import dataclass, field
from datetime import date

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.models import Activity, Occurrence, Roadmap, Stage
from schools.access import viewer_as
from schools.models import Membership, Organization
from tests import factories

TODAY = date(2026, 11, 21)


@dataclass
class School:
    """A school with one approved roadmap of one stage and one activity."""

    organization: Organization
    roadmap: Roadmap
    stage: Stage
    activity: Activity
    occurrence: Occurrence
    coordinator: Membership


@dataclass
class World:
    regions: list[Organization] = field(default_factory=list)
    municipalities: list[Organization] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    people: dict[str, Membership] = field(default_factory=dict)

    @property
    def school(self) -> School:
        """The school of the named people."""
        return self.schools[0]

    def viewer(self, key: str, today: date = TODAY) -> Viewer:
        with tenancy.scope(SYSTEM):
            return viewer_as(self.people[key], today=today)


def build_world() -> World:
    world = World()
    with tenancy.tx(SYSTEM):
        for r in range(2):
            region = factories.make_organization("region", short_name=f"Область {r + 1}")
            world.regions.append(region)
            for m in range(2):
                municipality = factories.make_organization(
                    "municipality", region, short_name=f"Округ {r + 1}.{m + 1}"
                )
                world.municipalities.append(municipality)
                world.schools += [_school(municipality, f"СОШ № {r + 1}{m + 1}{s + 1}") for s in range(2)]
        _people(world)
    return world


def _school(municipality: Organization, name: str) -> School:
    organization = factories.make_organization("school", municipality, short_name=name)
    roadmap = factories.make_roadmap(organization, status="approved")
    stage = factories.make_stage(roadmap)
    activity = factories.make_activity(stage)
    occurrence = factories.make_occurrence(activity)
    coordinator = factories.make_membership(organization, Role.COORDINATOR)
    return School(organization, roadmap, stage, activity, occurrence, coordinator)


def _people(world: World) -> None:
    school = world.school
    for role in (Role.DIRECTOR, Role.CURATOR, Role.PSYCHOLOGIST, Role.MENTOR, Role.MENTEE):
        world.people[role.value] = factories.make_membership(school.organization, role)
    world.people["coordinator"] = school.coordinator
    world.people["neighbour"] = world.schools[1].coordinator
    world.people["stranger"] = world.schools[-1].coordinator
    for role in (Role.MUNICIPAL_OFFICIAL, Role.MUNICIPAL_METHODIST):
        world.people[role.value] = factories.make_membership(world.municipalities[0], role)
    for role in (Role.REGION_OFFICIAL, Role.REGION_OPERATOR):
        world.people[role.value] = factories.make_membership(world.regions[0], role)
