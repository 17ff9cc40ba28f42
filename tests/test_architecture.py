"""The rules of docs/architecture.md and CONTRIBUTING.md, proved by reading the source."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from jobs.actions import JobKind
from tests import architecture as source

OUTER_LAYERS = {"views", "forms", "urls"}
# Where the system scope may be entered: this list may only shrink.
SYSTEM_SITES: dict[str, str] = {
    "core/viewer.py": "defines the viewer of the system",
    "jobs/actions/running.py": "finds long jobs still to be done, and files whose day is over",
    "mentoring/actions/people_loading.py": "finds tables of people still to be worked on",
    "mentoring/actions/meeting_reminders.py": "finds planned meetings whose hour is over",
    "mentoring/actions/pair_links.py": "a guest answers by the code of a link",
    "mentoring/actions/pair_news.py": "a mentee reads no colleagues: whom to tell is looked up",
    "mentoring/actions/acts.py": "numbers acts under the lock of the organization",
    "mentoring/actions/erasing_again.py": "a command of the operator after a restore",
    "mentoring/actions/erasing.py": "closed data and the outbox go whoever confirms",
    "mentoring/actions/consent_links.py": "a guest answers by the token of a link",
    "mentoring/actions/own_accounts.py": "whoever accepts an invitation has no rights yet",
    "mentoring/actions/intake_papers.py": "a guest reads the consents of a questionnaire",
    "mentoring/actions/intake.py": "a guest answers a questionnaire by its code",
    "mentoring/actions/survey_replies.py": "a guest answers by the code of a survey",
    "mentoring/actions/surveys.py": "looks up who has a way in, finds surveys that begin or are overdue",
    "mentoring/actions/votes.py": "a guest names people by the code of a meeting",
    "mentoring/actions/retention.py": "closed data go whoever confirms, finds where a term is over",
    "mentoring/actions/consent_errands.py": "finds whose birthday it is",
    "mentoring/queries/elsewhere.py": "counts letters to a person",
    "notifications/actions/delivery.py": "the outbox belongs to nobody",
    "notifications/management/commands/start_region.py": "the first organization of an installation",
    "orders/actions/checking.py": "a guest asks about a paper by its code",
    "orders/demo/intake.py": "demonstration data",
    "orders/demo/load.py": "demonstration data",
    "orders/demo/people.py": "demonstration data",
    "orders/demo/places.py": "demonstration data",
    "orders/tasks.py": "finds papers still to be printed",
    "reports/queries/page_open.py": "a guest reads a public page by its address",
    "reports/actions/counting.py": "figures of all schools; what officials may see of them is what it writes",
    "reports/actions/schedules.py": "finds whose report is due",
    "roadmaps/actions/feeds.py": "finds whose calendar link it is",
    "roadmaps/actions/imports.py": "forgets stale uploads",
    "roadmaps/actions/reading.py": "finds big tables still to be read",
    "roadmaps/actions/reminders.py": "finds whose morning it is",
    "roadmaps/management/commands/import_roadmap.py": "a command of the operator",
    "schools/actions/forgetting.py": "memberships are written by nobody else",
    "schools/actions/invitations.py": "memberships are written by nobody else",
    "schools/actions/organizations.py": "the directory is written by nobody else",
    "schools/actions/people.py": "memberships are written by nobody else",
    "schools/actions/substitutions.py": "memberships are written by nobody else",
    "schools/queries.py": "personas of the local run",
}
TEMPLATES = sorted((source.ROOT / "templates").rglob("*.html"))


def test_apps_import_only_from_their_left() -> None:
    wrong = []
    for app, path in source.all_sources():
        for line, name in source.imports(path):
            other = name.split(".")[0]
            if other in source.APPS and source.APPS.index(other) > source.APPS.index(app):
                wrong.append(f"{path.relative_to(source.ROOT)}:{line} {name}")
    assert wrong == []


def test_across_apps_only_public_modules_are_imported() -> None:
    wrong = []
    for app, path in source.all_sources():
        for line, name in source.imports(path):
            parts = name.split(".")
            foreign = parts[0] in source.APPS and parts[0] not in {app, "core"} and app != "config"
            if foreign and parts[1] not in source.PUBLIC_MODULES:
                wrong.append(f"{path.relative_to(source.ROOT)}:{line} {name}")
    assert wrong == []


def test_layers_inside_an_app_point_one_way() -> None:
    wrong = []
    for app, path in source.all_sources():
        layer = source.layer_of(path, app)
        for line, name in source.imports(path):
            parts = name.split(".")
            inside = layer and parts[0] == app and len(parts) > 1 and parts[1] in source.LAYERS
            if inside and source.LAYERS.index(parts[1]) > source.LAYERS.index(layer):
                wrong.append(f"{path.relative_to(source.ROOT)}:{line} {name}")
    assert wrong == []


def test_a_worker_without_matching_loads_no_arrays() -> None:
    """NumPy and SciPy weigh 70 MB and a second: only the function that needs them imports them."""
    at_start = [
        f"{path.relative_to(source.ROOT)} {name}"
        for _app, path in source.all_sources()
        for name in source.imports_at_start(path)
        if name.split(".")[0] in {"numpy", "scipy"}
    ]
    assert at_start == []
    solving = source.ROOT / "mentoring" / "matching" / "solving.py"
    assert "scipy.optimize.linear_sum_assignment" in {name for _line, name in source.imports(solving)}


def test_matching_is_pure() -> None:
    """Plain values in, plain values out: of Django the choices only, of the models the words of the programme."""
    allowed = re.compile(
        r"core\.words\.|mentoring\.matching\.|mentoring\.models\.(MentoringForm|TimeSlot)$|"
        r"django\.db\.models\.TextChoices$|numpy|scipy\.|(__future__|collections|dataclasses|functools|itertools|re|typing)\b"
    )
    wrong = [
        f"{path.name}:{line} {name}"
        for path in sorted((source.ROOT / "mentoring" / "matching").glob("*.py"))
        for line, name in source.imports(path)
        if not allowed.match(name)
    ]
    assert wrong == []


def test_outer_layers_read_through_visible_to() -> None:
    """No `.objects` of a tenant model without `visible_to`, no raw SQL, no bare get_object_or_404(Model)."""
    tenant = {m.__name__ for m in _tenant_models()}
    wrong = []
    for app, path in source.all_sources():
        if source.layer_of(path, app) not in OUTER_LAYERS and "templatetags" not in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"\b(\w+)\.objects\b(?!\s*\.visible_to\()", text):
            if match[1] in tenant:
                wrong.append(f"{path.relative_to(source.ROOT)} {match[0]}")
        wrong += [
            f"{path.relative_to(source.ROOT)} {found}"
            for found in re.findall(r"\.raw\(|\.extra\(|\bcursor\(|cache_page|get_object_or_404\([A-Z]\w+,", text)
        ]
    assert wrong == []


def _tenant_models() -> list[type]:
    from django.apps import apps

    return [m for m in apps.get_models() if getattr(m, "tenant_class", "open") not in {"open", "directory"}]


def test_the_system_scope_is_entered_in_few_known_places() -> None:
    sites = set()
    for _app, path in source.all_sources():
        if re.search(r"\b(tx|scope)\((tenancy\.)?SYSTEM\)|SYSTEM_VIEWER", path.read_text(encoding="utf-8")):
            sites.add(path.relative_to(source.ROOT).as_posix())
    assert sites == set(SYSTEM_SITES)


def test_cache_keys_hold_the_scope() -> None:
    wrong = [
        f"{path.relative_to(source.ROOT)}:{line}"
        for _app, path in source.all_sources()
        for line in source.cache_calls_without_the_scope(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def test_every_view_of_ours_declares_a_permission() -> None:
    apps = tuple(f"{app}." for app in source.APPS)
    views = [p.callback for p in patterns() if p.callback.__module__.startswith(apps)]
    assert [f"{v.__module__}.{v.__name__}" for v in views if not hasattr(v, "permission")] == []


@pytest.mark.parametrize("registry", ["LETTER_WRITERS", "SEARCH_SOURCES", "SUBJECT_CHECKS"])
def test_what_a_registry_names_can_be_called(registry: str) -> None:
    paths = set(getattr(settings, registry).values())
    assert [path for path in paths if not callable(import_string(path))] == []
    assert paths


def test_every_long_job_and_part_of_the_archive_is_there() -> None:
    kinds = [import_string(path) for path in settings.JOBS.values()]
    assert [kind for kind in kinds if not isinstance(kind, JobKind)] == []
    told = [*settings.HANDOVER_SOURCES, settings.PLANNED_INDICATORS]
    assert [path for path in told if not callable(import_string(path))] == []


def test_only_settings_read_the_environment() -> None:
    wrong = []
    for app, path in source.all_sources():
        if app == "config":
            continue
        wrong += [f"{path}:{line}" for line, name in source.imports(path) if name in {"os.environ", "os.getenv"}]
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8")):
            wrong.append(str(path))
    assert wrong == []


def test_every_variable_of_the_settings_stands_in_the_example() -> None:
    read = set()
    for path in (source.ROOT / "config" / "settings").glob("*.py"):
        read |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text(encoding="utf-8")))
    example = (source.ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^#?\s?([A-Z_]+?)(?:_FILE)?=", example, re.MULTILINE))
    assert read <= listed


def test_psycopg2_is_the_driver() -> None:
    """psycopg 3 beside it would be preferred silently by Django."""
    assert importlib.util.find_spec("psycopg") is None
    assert connection.Database.__name__ == "psycopg2"


LENGTH_EXEMPT: dict[str, str] = {}


def test_files_stay_short() -> None:
    long = {}
    for _app, path in source.all_sources():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 400:
            long[path.relative_to(source.ROOT).as_posix()] = lines
    assert set(long) == set(LENGTH_EXEMPT), long


def test_views_stay_short() -> None:
    wrong = []
    for app, path in source.all_sources():
        if source.layer_of(path, app) == "views":
            wrong += [
                f"{path.relative_to(source.ROOT)} {f.name}"
                for f in source.functions(path)
                if (f.body[-1].end_lineno or 0) - f.body[0].lineno + 1 > 25
            ]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(source.ROOT).as_posix())
def test_a_template_has_no_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "letter" not in path.name and "email" not in path.parts and "print" not in path.name:
        assert re.findall(r"\sstyle=|<style|\son[a-z]+=", text) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(source.ROOT).as_posix())
def test_a_table_has_a_caption_and_scopes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for table in re.findall(r"<table\b(?![^>]*role=\"presentation\").*?</table>", text, re.DOTALL):
        assert "<caption" in table
        assert [th for th in re.findall(r"<th\b[^>]*>", table) if "scope=" not in th] == []


LATIN = "Outlook Android iPhone iPad"
LATIN += " PDF QR ICS ics MAX Excel Word docx xlsx csv pdf jpg png jpeg SWOT I II III IV V VI Ctrl example org ru"
LATIN_ALLOWED = frozenset(LATIN.split())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(source.ROOT).as_posix())
def test_a_template_speaks_russian(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|<!--.*?-->|<style.*?</style>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>|&[a-z#0-9]+;", " ", text)
    assert [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in LATIN_ALLOWED] == []
