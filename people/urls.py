"""Pages of people."""

from django.urls import path

from people import views

app_name = "people"

urlpatterns = [
    path("food/<slug:slug>/", views.food_share, name="food_share"),
]
