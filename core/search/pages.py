"""Actions and pages that the search offers by their names, to whom they work for."""

from core.navigation import Item, Link, resolved
from core.search.words import Reading, holds

ACTIONS = (
    Link("roadmap_create", "Создать дорожную карту", "route", "roadmap_edit"),
    Link("roadmap_import", "Загрузить карту из файла", "upload", "roadmap_edit"),
    Link("roadmap_list", "Создать приказ об утверждении карты", "document", "order_prepare"),
    Link("participant_create", "Добавить участника: наставника или наставляемого", "people", "person_edit"),
    Link("invitation_create", "Пригласить сотрудника", "person", "people_manage"),
    Link("organization_create", "Добавить организацию", "school", "school_list"),
    Link("substitution_create", "Назначить замещение", "people", "people_view"),
)
PAGES = (
    Link("home", "Что сегодня", "today", "home"),
    Link("roadmap_list", "Дорожная карта", "route", "roadmap_view"),
    Link("participant_list", "Участники: наставники и наставляемые", "people", "person_view"),
    Link("intake_list", "Анкеты", "form", "person_view"),
    Link("consent_matrix", "Согласия", "shield", "person_view"),
    Link("pair_list", "Пары", "pair", "pair_view"),
    Link("variant_list", "Подбор пар", "link", "pair_view"),
    Link("survey_list", "Опросы", "check", "survey_view"),
    Link("report_list", "Отчёты", "table", "report_view"),
    Link("indicator_grid", "Показатели: план и факт", "table", "figure_view"),
    Link("figure_home", "Сводка", "chart", "figure_view"),
    Link("campaign_list", "Сбор отчётов", "form", "report_view"),
    Link("partner_list", "Партнёры программы", "people", "person_view"),
    Link("endorsement_list", "Согласование карт", "check", "roadmap_endorse"),
    Link("order_list", "Документы, приказы", "document", "order_view"),
    Link("organization_list", "Школы, организации", "school", "school_list"),
    Link("inbox_list", "Входящие", "inbox"),
    Link("people_list", "Сотрудники и роли", "people", "people_view"),
    Link("organization_edit", "Сведения и документы организации", "settings", "settings_edit"),
    Link("reminder_rules", "Правила напоминаний", "bell", "settings_edit"),
    Link("notification_settings", "Уведомления: какие письма приходят", "bell"),
    Link("feed_list", "Подписка на календарь", "calendar", "roadmap_view"),
    Link("account_change_password", "Пароль", "key"),
    Link("mfa_index", "Второй шаг входа", "shield"),
    Link("usersessions_list", "Где открыт вход", "lock"),
    Link("settings_home", "Настройки", "settings"),
)


def actions_and_pages(permissions: frozenset[str], reading: tuple[Reading, ...]) -> tuple[Item, ...]:
    """Those whose name holds the words, actions first; all actions when there are no words."""
    links = [link for link in (*ACTIONS, *PAGES) if any(holds(link.label, words) for words in reading)]
    return resolved(links if reading else ACTIONS, permissions)
