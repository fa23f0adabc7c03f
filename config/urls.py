"""Where each room's pages live."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("foods/", include("foods.urls")),
    path("recipes/", include("recipes.urls")),
    path("", include("planner.urls")),
]
