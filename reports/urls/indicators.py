"""Addresses of indicators."""

from django.urls import path

from reports.views import indicator_cells as cells
from reports.views import indicator_settings as settled
from reports.views import indicators

urlpatterns = [
    path("indicators/", indicators.indicator_grid, name="indicator_grid"),
    path("indicators/below/", indicators.indicator_below, name="indicator_below"),
    path("indicators/xlsx/", indicators.indicator_sheet, name="indicator_sheet"),
    path("indicators/plan/", cells.indicator_plan, name="indicator_plan"),
    path("indicators/fact/", cells.indicator_fact, name="indicator_fact"),
    path("indicators/plan/paste/", cells.indicator_plan_paste, name="indicator_plan_paste"),
    path("indicators/fact/paste/", cells.indicator_fact_paste, name="indicator_fact_paste"),
    path("indicators/list/", settled.indicator_list, name="indicator_list"),
    path("indicators/sets/<slug:key>/", settled.indicator_adopt, name="indicator_adopt"),
    path("indicators/new/", settled.indicator_create, name="indicator_create"),
    path("indicators/periods/", settled.indicator_periods, name="indicator_periods"),
    path("indicators/periods/<int:period>/", settled.indicator_lock, name="indicator_lock"),
    path("indicators/<int:pk>/", indicators.indicator_detail, name="indicator_detail"),
    path("indicators/<int:pk>/edit/", settled.indicator_edit, name="indicator_edit"),
    path("indicators/<int:pk>/archive/", settled.indicator_archive, name="indicator_archive"),
    path("indicators/<int:pk>/same/", cells.indicator_same, name="indicator_same"),
]
