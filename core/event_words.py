"""Verbs of the event log in words. Core stands left of the apps: which dictionaries there are is a setting."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

VIEWS = ("viewed", "opened")
EXPORTS = ("exported", "asked_export", "downloaded", "printed")
ROUTE = ("sent", "forwarded", "returned", "endorsed", "withdrawn", "approved", "registered", "answered")
KINDS = {
    "change": "изменения",
    "view": "просмотр личных данных",
    "export": "выгрузки и печать",
    "route": "согласование и приказы",
}


@cache
def verbs() -> dict[str, str]:
    """Every verb of the project with its words (settings.EVENT_WORDS)."""
    return {verb: words for path in settings.EVENT_WORDS for verb, words in import_string(path).items()}


def words_of(verb: str) -> str:
    return verbs().get(verb, "Изменение")


def value_of(code: str) -> str:
    """A code kept in an event, in words (settings.EVENT_CODES); what is no code stays as it is."""
    return _codes().get(code, code)


@cache
def _codes() -> dict[str, str]:
    return {code: words for path in settings.EVENT_CODES for code, words in import_string(path).items()}


def kind_of(verb: str) -> str:
    """A key of KINDS, by the last word of the verb; whatever happens to a file out counts as one."""
    noun, _, deed = verb.rpartition(".")
    if noun == "export":
        return "export"
    for kind, deeds in (("view", VIEWS), ("export", EXPORTS), ("route", ROUTE)):
        if deed in deeds:
            return kind
    return "change"


def verbs_of_kind(kind: str) -> list[str]:
    return [verb for verb in verbs() if kind_of(verb) == kind]
