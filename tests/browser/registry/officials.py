"""What municipalities and the region open."""

from tests.browser.registry.case import Case

ASKED = (
    Case("campaign_list"),
    Case("campaign_create"),
    Case("campaign_create", press="Открыть запрос"),
    Case("campaign_edit", "campaign"),
    Case("campaign_detail", "campaign"),
    Case("campaign_detail", "campaign", query="?show=returned"),
    Case("campaign_summary", "campaign"),
    Case("campaign_remind", "campaign"),
    Case("campaign_report", "sent report"),
    Case("campaign_return", "sent report"),
    Case("campaign_return", "sent report", press="Вернуть отчёт"),
)

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
    Case("report_detail", "consolidated report"),
    *ASKED,
)

COUNTRY = (Case("roadmap_detail", "empty roadmap"), Case("organization_list"), Case("order_list"))

REGION = (
    Case("organization_move", "school"),
    Case("organization_move", "school", press="Перевести"),
    Case("home"),
    Case("roadmap_list"),
    Case("organization_list"),
    Case("organization_detail", "town"),
    Case("campaign_detail", "region campaign"),
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
    Case("base_rules"),
)
