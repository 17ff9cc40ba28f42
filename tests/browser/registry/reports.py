"""Figures, indicators, reports: what officials and schools open."""

from tests.browser.registry.case import Case

TOWN_FIGURES = (
    Case("dashboard"),
    Case("dashboard", query="?view=tiles"),
    Case("dashboard", query="?view=indicators"),
    Case("dashboard", query="?light=behind"),
    Case("dashboard_remind", query="?light=behind"),
    Case("dashboard_school", "school"),
    Case("dashboard_school_remind", "school"),
    Case("figure_list", "overdue figure"),
    Case("figure_list", "mentors figure"),
    Case("indicator_grid"),
    Case("indicator_below"),
    Case("indicator_below", query="?indicator=all"),
    Case("indicator_list"),
    Case("indicator_create"),
    Case("indicator_create", press="Сохранить"),
    Case("indicator_edit", "indicator"),
    Case("indicator_detail", "indicator"),
    Case("indicator_same", "indicator"),
    Case("indicator_periods"),
    Case("indicator_lock", "quarter"),
    Case("indicator_plan_paste", query="?view=below"),
    Case("indicator_plan_paste", query="?view=below", press="Записать"),
)
SCHOOL_FIGURES = (
    Case("figure_home"),
    Case("indicator_grid"),
    Case("indicator_fact_paste", query="?view=year"),
    Case("figure_list", "mentors figure"),
    Case("light_comment"),
    Case("light_comment", press="Показать рядом со светофором"),
)
REGION_FIGURES = (Case("dashboard"), Case("figure_list", "mentors figure"))
