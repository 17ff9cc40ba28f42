"""The pages of a questionnaire, their answers in words, the draft in the cookie. No database."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from mentoring.forms.intake import LinkForm, OwnQuestions, PageForm, TrapForm, kept_questions
from mentoring.intake.answers import birth_date_of, in_words
from mentoring.intake.drafts import DAY, Draft, DraftTooLong, keep_draft, name_of, read_draft, start_draft
from mentoring.intake.questions import MOST_OWN_QUESTIONS, pages_of

AUDIENCES = ["teacher", "pupil", "parent", "partner"]
OWN = [{"label": "Ваш стаж", "kind": "one", "options": ["до 3 лет", "больше"], "required": True}]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_at_most_eight_pages_with_check_and_consent(audience: str, side: str) -> None:
    pages = pages_of(audience, side, OWN)

    assert len(pages) + 2 <= 8
    keys = [question.key for page in pages for question in page.questions]
    assert len(keys) == len(set(keys))


def test_a_minor_alone_is_asked_for_the_least() -> None:
    keys = [page.key for page in pages_of("pupil", "mentee", OWN, minor=True)]

    assert keys == ["name", "contact", "about", "request"]


def test_no_more_own_questions_than_agreed() -> None:
    (page,) = [page for page in pages_of("teacher", "mentor", OWN * 9) if page.key == "more"]

    assert len(page.questions) == MOST_OWN_QUESTIONS


def test_answers_are_kept_as_plain_values_and_said_in_words() -> None:
    pages = pages_of("teacher", "mentor", OWN)
    answers: dict[str, object] = {}
    posted = {
        "name": {"last_name": "Ёлкина", "first_name": "Анна", "gender": "f", "birth_date": "12.05.85"},
        "offer": {"competences": "классное руководство; речь\nречь", "achievements": "", "interests": ""},
        "more": {"own1": "больше"},
    }
    for page in pages:
        if page.key in posted:
            form = PageForm(page, posted[page.key])
            assert form.is_valid(), form.errors
            answers |= form.kept()

    assert answers["birth_date"] == "1985-05-12"
    assert answers["competences"] == ["классное руководство", "речь"]
    assert birth_date_of(answers) == date(1985, 5, 12)
    words = {row.label: row.words for row in in_words(pages, answers)}
    assert words["Пол"] == "женский"
    assert words["Дата рождения"] == "12.05.1985"
    assert words["Ваш стаж"] == "больше"
    assert "Отчество" not in words


def test_a_field_only_robots_see() -> None:
    assert TrapForm({"website": ""}).is_valid()
    assert not TrapForm({"website": "http://example.org"}).is_valid()


def test_a_choice_needs_its_options() -> None:
    data = {"own-TOTAL_FORMS": "5", "own-INITIAL_FORMS": "0", "own-0-label": "Смена", "own-0-kind": "one"}
    data |= {f"own-{n}-kind": "line" for n in range(1, 5)}
    assert not OwnQuestions(data, prefix="own").is_valid()

    formset = OwnQuestions(data | {"own-0-options": "первая; вторая"}, prefix="own")
    assert formset.is_valid(), formset.errors
    assert kept_questions(formset) == [
        {"label": "Смена", "kind": "one", "options": ["первая", "вторая"], "required": False}
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"closes_on": "01.09.2026", "opens_on": "02.09.2026"}, "closes_on"), ({"audience": "parent"}, "side")],
)
def test_a_link_says_what_does_not_fit(changed: dict[str, str], field: str) -> None:
    data = {"title": "Анкета", "audience": "teacher", "side": "mentor", "model": "pupil"}

    assert LinkForm(data).is_valid()
    assert field in LinkForm(data | changed).errors


def kept(draft: Draft, code: str = "abc") -> str:
    response = HttpResponse()
    keep_draft(response, code, draft, "/a/abc/")
    return response.cookies[name_of(code)].value


def read(value: str, code: str = "abc") -> Draft | None:
    request = RequestFactory().get("/")
    request.COOKIES[name_of(code)] = value
    return read_draft(request, code)


def test_a_draft_comes_back_unchanged() -> None:
    draft = start_draft(datetime(2026, 11, 21, tzinfo=UTC))
    draft.answers = {"last_name": "Ёлкина", "slots": ["mon_pm"]}

    assert read(kept(draft)) == draft


def test_a_changed_draft_or_that_of_another_questionnaire_is_none() -> None:
    value = kept(Draft(answers={"last_name": "Ёлкина"}))

    assert read(value[:-2] + "xx") is None
    assert read(value, "other") is None
    assert DAY == 24 * 60 * 60


def test_answers_that_no_cookie_holds_are_refused_in_words() -> None:
    answers = {f"text{n}": hashlib.sha512(bytes([n])).hexdigest() * 4 for n in range(60)}

    with pytest.raises(DraftTooLong):
        kept(Draft(answers=answers))


def test_the_staff_reads_labels_that_do_not_speak_to_the_guest() -> None:
    pages = pages_of("parent", "mentee")
    said = in_words(pages, {"guardian_last_name": "Тестова", "phone": "123"}, to_staff=True)

    assert [row.label for row in said] == ["Фамилия представителя", "Телефон"]
    assert said[1].doubt != ""
    spoken = [question.name for page in pages for question in page.questions if "ваш" in question.name.lower()]
    assert spoken == []
