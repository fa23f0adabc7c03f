from django.apps import AppConfig


class FoodsConfig(AppConfig):
    name = "foods"
    default_auto_field = "django.db.models.BigAutoField"
