"""The registry knows every personal field and every table that leads to a person."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.models import PersonalModel
from mentoring.models import Person
from mentoring.personal.fields import Table
from mentoring.personal.tables import SHARED, TABLES, TECHNICAL

EVERY = (*TABLES, *SHARED)


def personal_models() -> set[type[models.Model]]:
    own = [*apps.get_app_config("mentoring").get_models(), *apps.get_app_config("jobs").get_models()]
    return {model for model in own if issubclass(model, PersonalModel)}


def test_every_personal_table_is_registered() -> None:
    assert {table.model for table in EVERY} == personal_models()


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.model.__name__)
def test_every_field_has_a_purpose_or_tells_nothing(table: Table) -> None:
    named = {field.name for field in table.fields}
    known = {field.name for field in table.model._meta.concrete_fields}
    assert known - named - TECHNICAL == set()
    assert named - known == set()


def test_every_table_with_a_key_of_a_person_is_printed() -> None:
    holders = {
        model
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    }
    assert len(holders) > 8
    assert holders <= {table.model for table in TABLES}


def test_free_words_never_stay() -> None:
    kinds = (models.TextField, models.CharField, models.FileField, ArrayField)
    staying = [
        f"{table.model.__name__}.{field.name}"
        for table in TABLES
        for field in table.model._meta.concrete_fields
        if isinstance(field, kinds) and not _chosen(field) and field.name not in {*table.blanks, *TECHNICAL}
    ]
    assert staying == []


def _chosen(field: models.Field) -> bool:
    return bool(getattr(field, "base_field", field).choices)
