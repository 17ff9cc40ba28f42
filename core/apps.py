from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Ядро"

    def ready(self) -> None:
        from core import rls_check  # noqa: F401  registers the check of the walls
