"""Routes of the smoothie builder (included by `planner.urls`)."""

from django.urls import path

from planner.views import smoothie, smoothie_kept

OWN = "smoothie/own/<slug:slug>/"

urlpatterns = [
    path("smoothie/", smoothie.smoothie, name="smoothie"),
    path("smoothie/foods/", smoothie.foods, name="smoothie_foods"),
    path("smoothie/card/", smoothie.card, name="smoothie_card"),
    path("smoothie/keep/", smoothie_kept.keep, name="smoothie_keep"),
    path(OWN, smoothie_kept.kept, name="smoothie_kept"),
    path(OWN + "change/", smoothie_kept.change, name="smoothie_change"),
    path(OWN + "remove/", smoothie_kept.remove, name="smoothie_remove"),
    path(OWN + "place/", smoothie_kept.place, name="smoothie_place"),
    path("plans/<int:plan_id>/smoothie/", smoothie_kept.put, name="smoothie_put"),
]
