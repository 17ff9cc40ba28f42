"""Every page: who opens it, in which states. An address without a page of its own stands in WITHOUT_PAGE."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A page by its URL name; `of` names its argument in the sample.

    `press` is the button that brings the errors, after the field `clear` was emptied.
    """

    name: str
    of: str = ""
    query: str = ""
    press: str = ""
    clear: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.of, self.query, self.press and f"[{self.press}]") if part)


GUEST = (
    Case("account_login"),
    Case("account_login", press="Войти"),
    Case("account_request_login_code"),
    Case("account_reset_password"),
    Case("account_reset_password_done"),
    Case("weak_sight"),
    Case("help_page", "page"),
    Case("ui_kit"),
    Case("persona_login"),
    Case("persona_list"),
    Case("local_mail_list"),
    Case("local_mail_detail", "letter"),
    Case("invitation_accept", "token"),
    Case("invitation_accept", "token", press="Принять приглашение"),
    Case("unsubscribe", "unsubscribe"),
)
COORDINATOR = (
    Case("home"),
    Case("home", query="?show=overdue"),
    Case("roadmap_list", query="?all"),
    Case("roadmap_detail", "roadmap"),
    Case("roadmap_detail", "roadmap", query="?state=overdue"),
    Case("roadmap_detail", "roadmap", query="?q=такого нет"),
    Case("roadmap_timeline", "roadmap"),
    Case("roadmap_timeline", "roadmap", query="?scale=quarter"),
    Case("roadmap_calendar", "roadmap"),
    Case("roadmap_people", "roadmap"),
    Case("roadmap_people", "roadmap", query="?q=такого нет"),
    Case("person_sheet", "roadmap", query="?who=rcoordinator"),
    Case("change_detail", "change"),
    Case("change_edit", "changed row"),
    Case("change_edit", "changed row", press="Записать в изменение", clear="Мероприятие"),
    Case("change_add", "changed stage"),
    Case("change_apply", "change"),
    Case("activity_detail", "overdue activity"),
    Case("activity_cell", "overdue term"),
    Case("roadmap_bulk", "roadmap", query="?do=week&ids={overdue activity}"),
    Case("stage_delete", "stage"),
    Case("activity_detail", "current activity"),
    Case("activity_detail", "done activity"),
    Case("occurrence_done", "overdue"),
    Case("occurrence_done", "overdue", press="Отметить выполненным", clear="Когда выполнено"),
    Case("occurrence_cancel", "overdue"),
    Case("occurrence_cancel", "overdue", press="Отменить мероприятие"),
    Case("occurrence_postpone", "overdue"),
    Case("occurrence_postpone", "overdue", press="Перенести срок"),
    Case("review_return", "overdue"),
    Case("review_return", "overdue", press="Вернуть на доработку"),
    Case("link_add", "overdue"),
    Case("link_add", "overdue", press="Добавить ссылку"),
    Case("activity_settings", "overdue activity"),
    Case("comment_add", "overdue activity"),
    Case("comment_add", "overdue activity", press="Отправить"),
    Case("attachment_add", "overdue"),
    Case("attachment_delete", "attachment"),
    Case("roadmap_create_from_last_year"),
    Case("roadmap_archive", "roadmap"),
    Case("roadmap_archive", "roadmap", press="Закрыть карту"),
    Case("proposal_list"),
    Case("proposal_changes", "changed offer"),
    Case("proposal_changes", "settled offer"),
    Case("proposal_decline", "offer"),
    Case("proposal_decline", "offer", press="Отправить ответ"),
    Case("order_list"),
    Case("order_detail", "order"),
    Case("inbox_list"),
    Case("search"),
    Case("search", query="?q=сов"),
    Case("people_list"),
    Case("settings_home"),
    Case("notification_settings"),
    Case("feed_list"),
    Case("substitution_create"),
    Case("account_change_password"),
    Case("account_logout"),
    Case("mfa_index"),
    Case("usersessions_list"),
)
DRAFTER = (
    Case("home"),
    Case("roadmap_detail", "draft"),
    Case("activity_detail", "draft activity"),
    Case("activity_cell", "draft name"),
    Case("activity_cell", "draft name", press="Сохранить", clear="Мероприятие"),
    Case("activity_cell", "draft term"),
    Case("activity_cell", "draft people"),
    Case("roadmap_bulk", "draft", query="?do=shift&ids={draft activity}"),
    Case("roadmap_bulk", "draft", query="?do=people&ids={draft activity}"),
    Case("roadmap_bulk", "draft", query="?do=shift&ids={draft activity}", press="Сдвинуть сроки", clear="На сколько"),
    Case("roadmap_columns", "draft"),
    Case("stage_create", "draft"),
    Case("stage_create", "draft", press="Добавить этап"),
    Case("stage_edit", "draft stage"),
    Case("stage_delete", "draft stage"),
    Case("stage_row", "draft stage"),
    Case("stage_row", "draft stage", press="Добавить строку"),
    Case("stage_paste", "draft stage"),
    Case("stage_paste", "draft stage", press="Прочитать строки"),
    Case("activity_edit", "draft activity"),
    Case("activity_create", "draft stage"),
    Case("activity_create", "draft stage", press="Добавить мероприятие"),
    Case("activity_delete", "draft activity"),
    Case("roadmap_delete", "draft"),
    Case("roadmap_gate", "draft"),
    Case("version_list", "draft"),
    Case("order_detail", "draft order"),
    Case("order_edit", "draft order"),
    Case("order_register", "draft order"),
    Case("roadmap_create"),
    Case("roadmap_create_empty"),
    Case("roadmap_create_empty", press="Создать черновик"),
    Case("roadmap_create_from_template", "template"),
)
IMPORTER = (
    Case("roadmap_import"),
    Case("roadmap_import", press="Прочитать таблицу"),
    Case("import_columns", "import"),
    Case("import_review", "import"),
    Case("import_review", "import", query="?all=1"),
    Case("import_confirm", "import"),
    Case("import_detail", "made import"),
    Case("order_list"),
    Case("inbox_list"),
)
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
    Case("school_year_edit", "school year"),
    Case("school_year_close", "school year"),
    Case("school_year_close", "school year", press="Закрыть учебный год"),
    Case("reminder_preview"),
    Case("settings_home"),
)
MENTEE = (Case("home"), Case("inbox_list"), Case("settings_home"), Case("roadmap_list", status=403))
TOWN = (
    Case("home"),
    Case("organization_list"),
    Case("organization_list", query="?show=lacking"),
    Case("organization_detail", "school"),
    Case("invitation_create_below", "school"),
    Case("roadmap_detail", "roadmap"),
    Case("activity_detail", "done activity"),
    Case("organization_create"),
    Case("organization_archive", "school"),
    Case("change_create", "town roadmap"),
    Case("change_create", "town roadmap", press="Начать изменение"),
    Case("activity_levels", "town activity"),
    Case("cascade_progress", "town roadmap"),
    Case("cascade_progress", "town roadmap", query="?show=waiting"),
)
COUNTRY = (Case("roadmap_detail", "empty roadmap"), Case("organization_list"), Case("order_list"))
REGION = (
    Case("organization_move", "school"),
    Case("organization_move", "school", press="Перевести"),
    Case("home"),
    Case("roadmap_list"),
    Case("organization_list"),
    Case("organization_detail", "town"),
)

ENDORSER = (
    Case("home"),
    Case("endorsement_list"),
    Case("endorsement_detail", "submission"),
    Case("remark_add", "submission"),
    Case("remark_add", "submission", press="Добавить замечание"),
    Case("endorsement_return", "submission"),
    Case("endorsement_endorse", "submission"),
    Case("rules_edit"),
)
SENDER = (Case("roadmap_detail", "waiting roadmap"), Case("roadmap_withdraw", "waiting roadmap"))
ANSWERER = (
    Case("home"),
    Case("roadmap_gate", "returned roadmap"),
    Case("version_list", "returned roadmap"),
    Case("version_compare", "returned roadmap"),
)
PAGES: dict[str, tuple[Case, ...]] = {
    "": GUEST,
    "coordinator": COORDINATOR,
    "coordinator2": DRAFTER,
    "coordinator4": IMPORTER,
    "director": DIRECTOR,
    "mentee": MENTEE,
    "town": TOWN,
    "country": COUNTRY + ENDORSER,
    "coordinator5": SENDER,
    "coordinator6": ANSWERER,
    "region": REGION,
}
WITHOUT_PAGE = frozenset(
    {
        *("occurrence_confirm", "review_accept", "link_remove", "comment_remove", "order_create_activity"),
        *(
            "healthz",
            "year_switch",
            "session_keep",
            "search_open",
            "organization_switch",
            "organization_open",
            "invitation_ask",
            "invitation_revoke",
            "substitution_delete",
        ),
        *("change_remove", "change_drop", "change_send", "change_withdraw"),
        *("inbox_read_all", "notice_open", "line_toggle", "attachment_detail", "activity_move"),
        *("import_undo", "import_format", "import_row"),
        *("remark_answer", "remark_close", "roadmap_forward"),
        *("occurrence_start", "occurrence_reopen", "order_create", "order_refresh", "order_delete"),
        *("order_preview", "order_file", "roadmap_export", "feed", "feed_create", "feed_revoke", "occurrence_ics"),
        *("order_preview", "order_file", "roadmap_export"),
        *("proposal_accept", "cascade_send"),
    }
)
