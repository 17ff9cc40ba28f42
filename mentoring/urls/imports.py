from django.urls import URLPattern, path, register_converter

from mentoring.models import Side
from mentoring.views import people_import as views


class SideConverter:
    """The side of a base: «mentor» or «mentee»."""

    regex = "|".join(Side.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(SideConverter, "side")

urlpatterns: list[URLPattern] = [
    path("participants/import/", views.people_import, name="people_import"),
    path("participants/import/template/<side:side>/", views.people_import_template, name="people_import_template"),
    path("participants/import/<int:pk>/columns/", views.people_import_columns, name="people_import_columns"),
    path("participants/import/<int:pk>/shape/", views.people_import_shape, name="people_import_shape"),
    path("participants/import/<int:pk>/review/", views.people_import_review, name="people_import_review"),
    path("participants/import/<int:pk>/confirm/", views.people_import_confirm, name="people_import_confirm"),
    path("participants/import/<int:pk>/", views.people_import_detail, name="people_import_detail"),
    path("participants/import/<int:pk>/errors/", views.people_import_errors, name="people_import_errors"),
    path("participants/import/<int:pk>/undo/", views.people_import_undo, name="people_import_undo"),
]
