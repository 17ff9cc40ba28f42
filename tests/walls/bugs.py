"""Mistakes as people make them: each function forgets a filter and returns what it got, as text.

They run as a curator of the first school; `foreign` is the neighbouring school. A wall holds when the text has no
canary of the neighbour, or when the mistake raises.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.db.models import Count, Max, Prefetch
from django.forms import ModelChoiceField, modelform_factory

from roadmaps.models import Activity, Attachment, Occurrence, Responsible, Roadmap, Stage
from schools.models import Membership
from tests.world import School

Bug = Callable[[School, School], str]
BUGS: dict[str, Bug] = {}


def bug(function: Bug) -> Bug:
    BUGS[function.__name__] = function
    return function


def text(values: object) -> str:
    return repr(values)


@bug
def list_without_a_filter(own: School, foreign: School) -> str:
    return text([row.title for row in Roadmap.objects.all()])


@bug
def object_by_key(own: School, foreign: School) -> str:
    return Activity.objects.get(pk=foreign.activity.pk).name


@bug
def autocomplete(own: School, foreign: School) -> str:
    return text(list(Membership.objects.filter(last_name__icontains="канарейка").values_list("last_name", flat=True)))


@bug
def choices_of_a_select(own: School, foreign: School) -> str:
    return str(ModelChoiceField(Roadmap.objects.all()).widget.render("roadmap", None))


@bug
def choices_of_a_model_form(own: School, foreign: School) -> str:
    return modelform_factory(Activity, fields=["stage"])().as_p()


@bug
def reverse_manager(own: School, foreign: School) -> str:
    return text([row.name for row in foreign.roadmap.stages.all()])


@bug
def bulk_update_by_foreign_keys(own: School, foreign: School) -> str:
    touched = Activity.objects.filter(pk__in=[foreign.activity.pk]).update(audience="чужие")
    return foreign.canary if touched else ""


@bug
def file_by_token(own: School, foreign: School) -> str:
    return Attachment.objects.get(pk=foreign.attachment.pk).name


@bug
def task_without_a_scope(own: School, foreign: School) -> str:
    def task() -> str:
        try:
            return Activity.objects.get(pk=foreign.activity.pk).name
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(task).result()


@bug
def forward_reference(own: School, foreign: School) -> str:
    return Activity(pk=1, stage_id=foreign.stage.pk).stage.name


@bug
def select_related(own: School, foreign: School) -> str:
    return text([o.activity.name for o in Occurrence.objects.select_related("activity")])


@bug
def values_through_a_reference(own: School, foreign: School) -> str:
    return text(list(Occurrence.objects.values_list("activity__stage__roadmap__title", flat=True)))


@bug
def prefetch(own: School, foreign: School) -> str:
    maps = Roadmap.objects.prefetch_related(Prefetch("stages", queryset=Stage.objects.all()))
    return text([stage.name for roadmap in maps for stage in roadmap.stages.all()])


@bug
def aggregate_over_a_reverse_join(own: School, foreign: School) -> str:
    return text(Roadmap.objects.aggregate(last=Max("stages__activities__name"), n=Count("pk")))


@bug
def filter_as_an_oracle(own: School, foreign: School) -> str:
    found = Roadmap.objects.filter(stages__activities__name__contains=foreign.canary).exists()
    return foreign.canary if found else ""


@bug
def refresh_from_the_database(own: School, foreign: School) -> str:
    row = Activity(pk=foreign.activity.pk)
    row.refresh_from_db()
    return row.name


@bug
def save_of_a_rebuilt_row(own: School, foreign: School) -> str:
    row = Stage(pk=foreign.stage.pk, organization=foreign.organization, roadmap=foreign.roadmap, position=1, name="x")
    row.save(force_update=True)
    return foreign.canary


@bug
def delete_of_a_rebuilt_row(own: School, foreign: School) -> str:
    deleted, _by_model = Responsible(pk=foreign.responsible.pk).delete()
    return foreign.canary if deleted else ""


@bug
def insert_into_a_foreign_school(own: School, foreign: School) -> str:
    Stage.objects.create(organization=foreign.organization, roadmap=foreign.roadmap, position=77, name="x")
    return foreign.canary


@bug
def move_an_own_row_away(own: School, foreign: School) -> str:
    moved = Roadmap.objects.filter(pk=own.draft.pk).update(organization=foreign.organization)
    return foreign.canary if moved else ""


@bug
def raw_cursor(own: School, foreign: School) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM roadmaps_activity")
        return text(cursor.fetchall())


@bug
def raw_queryset(own: School, foreign: School) -> str:
    return text([row.name for row in Activity.objects.raw("SELECT * FROM roadmaps_activity")])


@bug
def exists_without_a_scope(own: School, foreign: School) -> str:
    def ask() -> bool:
        try:
            return Activity.objects.filter(pk=foreign.activity.pk).exists()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return foreign.canary if pool.submit(ask).result() else ""


@bug
def count_as_a_counter(own: School, foreign: School) -> str:
    total = Occurrence._base_manager.filter(organization=foreign.organization).count()
    return foreign.canary if total else ""


@bug
def foreign_key_in_a_post(own: School, foreign: School) -> str:
    row = Activity(organization=own.organization, roadmap=own.draft, stage_id=foreign.stage.pk, position=5, name="x")
    row.save()
    return foreign.canary


@bug
def insert_or_ignore_on_a_foreign_key(own: School, foreign: School) -> str:
    line = Occurrence(organization=own.organization, roadmap_id=foreign.roadmap.pk, activity_id=foreign.activity.pk)
    Occurrence.objects.bulk_create([line])
    return foreign.canary
