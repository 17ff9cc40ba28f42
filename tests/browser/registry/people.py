"""What the other people of a school open."""

from tests.browser.registry.case import Case

DIRECTOR = (
    Case("home"),
    Case("roadmap_detail", "roadmap"),
    Case("change_detail", "change"),
    Case("people_list"),
    Case("person_edit", "person"),
    Case("person_deactivate", "person"),
    Case("invitation_create"),
    Case("organization_edit"),
    Case("reminder_rules"),
    Case("base_rules"),
    Case("school_year_edit", "school year"),
    Case("school_year_close", "school year"),
    Case("school_year_close", "school year", press="Закрыть учебный год"),
    Case("reminder_preview"),
    Case("settings_home"),
)

MENTOR = (
    Case("home"),
    Case("mentor_home"),
    Case("own_pair", "own pair"),
    Case("meeting_log", "own pair"),
    Case("meeting_plan", "own pair"),
    Case("meeting_plan", "own pair", press="Назначить", clear="Во сколько"),
    Case("meeting_mark", "planned meeting"),
    Case("meeting_planned", "planned meeting"),
    Case("meeting_cancel", "planned meeting"),
    Case("meeting_cancel", "planned meeting", press="Отменить встречу"),
    Case("meeting_edit", "held meeting"),
    Case("meeting_next", "held meeting"),
    Case("answer_create", "own question"),
    Case("answer_create", "own question", press="Ответить"),
    Case("concern_create", "own pair"),
    Case("concern_create", "own pair", press="Отправить куратору"),
)

PSYCHOLOGIST = (
    Case("next_step_mine"),
    Case("home"),
    Case("concern_list"),
    Case("concern_list", query="?state=closed"),
    Case("concern_close", "concern"),
    Case("concern_close", "concern", press="Разобрались"),
)

MENTEE = (
    Case("own_pair", "own pair"),
    Case("home"),
    Case("inbox_list"),
    Case("settings_home"),
    Case("roadmap_list", status=403),
)
