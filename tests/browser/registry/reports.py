"""Figures, indicators, reports: what officials and schools open."""

from tests.browser.registry.case import Case

TOWN_FIGURES = (
    Case("dashboard"),
    Case("dashboard", query="?view=tiles"),
    Case("dashboard", query="?light=behind"),
    Case("dashboard_remind", query="?light=behind"),
    Case("dashboard_school", "school"),
    Case("figure_list", "overdue figure"),
    Case("figure_list", "mentors figure"),
)
SCHOOL_FIGURES = (
    Case("figure_home"),
    Case("figure_list", "mentors figure"),
    Case("light_comment"),
    Case("light_comment", press="Показать рядом со светофором"),
)
REGION_FIGURES = (Case("dashboard"), Case("figure_list", "mentors figure"))
