"""Reading the project's own source: imports, calls, templates. Used by the tests of the architecture."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["core", "accounts", "schools", "notifications", "jobs", "mentoring", "roadmaps", "orders"]
APPS += ["reports", "config"]
PUBLIC_MODULES = {"models", "queries", "actions", "access", "roles"}
LAYERS = ["models", "queries", "actions", "forms", "views", "urls"]
CACHE_METHODS = {"get", "set", "add", "get_or_set", "get_many", "set_many", "touch", "incr"}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def sources(app: str) -> list[Path]:
    folder = ROOT / app
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts) if folder.exists() else []


def all_sources() -> Iterator[tuple[str, Path]]:
    for app in APPS:
        for path in sources(app):
            yield app, path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, names after `from` included."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def imports_at_start(path: Path) -> Iterator[str]:
    """Modules that come in with the file itself: what functions import later and what types alone need left out."""
    waiting: list[ast.stmt] = list(parsed(path).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.ClassDef):
            types_only = isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING")
            waiting += [] if types_only else [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.stmt)]


def layer_of(path: Path, app: str) -> str | None:
    """The layer a file belongs to: `roadmaps/views/maps.py` and `roadmaps/views.py` are views."""
    first = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
    return first if first in LAYERS else {"tasks": "views", "admin": "views"}.get(first)


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call, as far as it is a chain of names."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and (name := dotted(node.func)):
            yield node.lineno, name


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func) + "()"
    return ""


def cache_calls_without_the_scope(source: str) -> list[int]:
    """Lines that use the cache with a key that does not mention `cache_key`."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if dotted(node.func.value) == "cache" and node.func.attr in CACHE_METHODS:
            key = ast.unparse(node.args[0]) if node.args else ""
            if "cache_key" not in key:
                lines.append(node.lineno)
    return lines


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef):
            yield node
