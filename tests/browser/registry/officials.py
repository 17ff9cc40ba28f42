"""What municipalities and the region open."""

from tests.browser.registry.case import Case

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
    Case("base_rules"),
)
