"""Where each room's pages live."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("account/", include("accounts.sign_in_urls")),
    path("foods/", include("foods.urls")),
    path("nutrients/", include("foods.nutrient_urls")),
    path("", include("people.urls")),
    path("recipes/", include("recipes.urls")),
    path("staff/", admin.site.urls),
    path("", include("planner.urls")),
]
