"""What an activity is about: the work in the program that stands behind it."""

from django.db import models


class Subject(models.TextChoices):
    PUBLISH_ORDER = "publish_order", "Издать приказ"
    ADOPT_REGULATION = "adopt_regulation", "Принять положение"
    APPROVE_ROADMAP = "approve_roadmap", "Утвердить дорожную карту"
    APPOINT_CURATOR = "appoint_curator", "Назначить куратора или координатора"
    INFORM = "inform", "Проинформировать"
    HOLD_SURVEY = "hold_survey", "Провести опрос"
    COLLECT_CONSENTS = "collect_consents", "Собрать согласия"
    FORM_MENTEE_BASE = "form_mentee_base", "Сформировать базу наставляемых"
    FORM_MENTOR_BASE = "form_mentor_base", "Сформировать базу наставников"
    TRAIN_MENTORS = "train_mentors", "Обучить наставников"
    FORM_PAIRS = "form_pairs", "Сформировать пары"
    HOLD_MEETINGS = "hold_meetings", "Провести встречи"
    MONITOR = "monitor", "Провести мониторинг"
    SEND_REPORT = "send_report", "Сдать отчёт"
    HOLD_EVENT = "hold_event", "Провести событие"
    PUBLISH_NEWS = "publish_news", "Опубликовать на сайте"
