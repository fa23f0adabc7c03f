"""Pages of nutrients: the namespace "nutrients"."""

from django.urls import path

from foods.views import nutrients, sources

app_name = "nutrients"

urlpatterns = [
    path("", nutrients.index, name="index"),
    path("<slug:key>/", nutrients.detail, name="detail"),
    path("<slug:key>/sources/", sources.best_sources, name="sources"),
]
