"""Pages of foods. Fixed paths stand before `<slug>`: no food may take their names."""

from django.urls import path

from foods.views import detail, index

app_name = "foods"

urlpatterns = [
    path("", index.index, name="index"),
    path("<slug:slug>/", detail.detail, name="detail"),
]
