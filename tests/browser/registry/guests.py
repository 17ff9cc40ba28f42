"""What opens without a sign-in."""

from tests.browser.registry.case import Case

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
    Case("intake_fill", "intake code"),
    Case("intake_fill", "closed intake code", status=410),
    Case("offline_shell"),
    Case("link_open", "pair code"),
    Case("link_open", "pair code", press="Ответить"),
    Case("vote_fill", "vote code"),
    Case("vote_fill", "vote code", query="?who={vote person}"),
    Case("survey_fill", "survey code"),
    Case("parent_papers", "parent token"),
    Case("order_check", "order code"),
    Case("page_show", "public page"),
    Case("parent_paper", "parent paper"),
    Case("parent_paper", "parent paper", press="Отправить решение"),
)
