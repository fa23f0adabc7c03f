from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Register the checks of the shipped reference files."""
        from config import checks  # noqa: F401
