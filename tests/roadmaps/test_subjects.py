"""What an activity is about, by its words; whom a message means."""

import pytest

from roadmaps.parties.mentions import Colleague, mentioned
from roadmaps.subjects import guess_subject


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("Разработка и утверждение дорожной карты внедрения модели", "approve_roadmap"),
        ("Подготовка Положения о программе наставничества", "adopt_regulation"),
        ("Назначение кураторов по формам наставничества", "appoint_curator"),
        ("Издание приказа о внедрении целевой модели", "publish_order"),
        ("Сбор согласий на обработку персональных данных", "collect_consents"),
        ("Формирование базы наставляемых", "form_mentee_base"),
        ("Формирование базы наставников", "form_mentor_base"),
        ("Анкетирование учащихся, желающих принять участие", "hold_survey"),
        ("Обучение наставников", "train_mentors"),
        ("Формирование наставнических пар и групп", "form_pairs"),
        ("Организация групповой встречи наставников и наставляемых", "hold_meetings"),
        ("Мониторинг эффективности программы", "monitor"),
        ("Подготовка итогового отчёта", "send_report"),
        ("Публикация результатов на сайте школы", "publish_news"),
        ("Информирование родительского сообщества", "inform"),
        ("Проведение торжественного мероприятия, награждение наставников", "hold_event"),
        ("Согласовать дорожные карты школ", ""),
        ("Посещение школ", ""),
        ("", ""),
    ],
)
def test_the_name_tells_the_subject(name: str, subject: str) -> None:
    assert guess_subject(name) == subject


def test_a_result_tells_what_the_name_does_not() -> None:
    assert guess_subject("Поощрить лучших", "", "приказ") == "publish_order"
    assert guess_subject("Обсудить планы", "", "отметки о встречах") == ""


STAFF = [Colleague(1, "Примерова"), Colleague(2, "Образцов-Ёлкин"), Colleague(3, "Тестова"), Colleague(4, "Тестова")]


def test_a_surname_means_its_only_owner() -> None:
    assert mentioned("@примерова и @Образцов-Елкин, посмотрите", STAFF) == ([1, 2], [])


def test_namesakes_are_asked_about_and_addresses_are_no_mentions() -> None:
    assert mentioned("@Тестова! почта a@Примерова, @Чужой", STAFF) == ([], ["Тестова"])
