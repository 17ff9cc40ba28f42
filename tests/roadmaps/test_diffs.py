"""Two states of an activity, field by field."""

from dataclasses import replace

from roadmaps.states.diffs import FieldChange, changed_fields, with_fields
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow

OCTOBER = TermWindow("2026-10-01", "2026-10-31")
OLD = ActivityState(
    name="Собрать сведения",
    number="1.1",
    term_text="октябрь",
    term_kind="month",
    expected_result="справка",
    lines=("Запросить", "Свести"),
    windows=(OCTOBER,),
    responsibles=(Answerer("role", "Координатор", role="coordinator"),),
)


def test_equal_states_differ_in_nothing() -> None:
    assert changed_fields(OLD, replace(OLD, number="2.7", pk=5, term_note="прочитано иначе")) == []


def test_a_moved_term_is_one_change_with_words_and_dates() -> None:
    moved = replace(OLD, term_text="до 5 ноября", windows=(TermWindow("2026-11-05", "2026-11-05"),))
    assert changed_fields(OLD, moved) == [
        FieldChange("term", "Срок", "октябрь (01.10.2026 – 31.10.2026)", "до 5 ноября (05.11.2026)")
    ]


def test_windows_in_another_order_are_the_same_term() -> None:
    march = TermWindow("2027-03-01", "2027-03-31")
    assert changed_fields(replace(OLD, windows=(OCTOBER, march)), replace(OLD, windows=(march, OCTOBER))) == []


def test_a_capital_letter_of_a_responsible_is_no_change() -> None:
    chosen = replace(OLD, responsibles=(Answerer("role", "координатор", role="coordinator"),))
    other = replace(OLD, responsibles=(Answerer("role", "Куратор", role="curator"),))
    assert changed_fields(OLD, chosen) == []
    assert [change.field for change in changed_fields(OLD, other)] == ["responsibles"]


def test_every_field_has_words_before_and_after() -> None:
    new = ActivityState(name="Свести данные", subject="monitor", evidence="required", addressed_to="school")
    assert [(change.field, change.old_words, change.new_words) for change in changed_fields(OLD, new)] == [
        ("name", "Собрать сведения", "Свести данные"),
        ("content", "Запросить\nСвести", "не указано"),
        ("term", "октябрь (01.10.2026 – 31.10.2026)", "без срока"),
        ("responsibles", "Координатор", "не назначены"),
        ("result", "справка", "не указано"),
        ("subject", "не указано", "Провести мониторинг"),
        ("evidence", "По ожидаемому результату", "Нужен документ"),
        ("addressed_to", "не указано", "Школам"),
    ]


def test_chosen_fields_are_taken_and_the_rest_stays() -> None:
    new = replace(
        OLD, name="Иначе", term_text="май", term_kind="month", windows=(TermWindow("2027-05-01", "2027-05-31"),)
    )
    taken = with_fields(OLD, new, ["term"])
    assert taken == replace(new, name=OLD.name)
