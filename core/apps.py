from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Ядро"

    def ready(self) -> None:
        import_module("core.rls_check")  # registers the check of the walls
