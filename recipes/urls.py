"""Pages of recipes."""

from django.urls import path

from recipes import views

app_name = "recipes"

urlpatterns = [
    path("", views.index, name="index"),
    path("using/<slug:slug>/", views.using, name="using"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/cook/", views.cook, name="cook"),
]
