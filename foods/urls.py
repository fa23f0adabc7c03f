"""Pages of foods."""

from django.urls import path

from foods import views

app_name = "foods"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.detail, name="detail"),
]
