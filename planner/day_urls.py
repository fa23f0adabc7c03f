"""URLs of the day's ticks and glasses, of nutrients and of closing gaps."""

from django.urls import path

from planner.views import gaps, nutrients, ticks

PLAN = "plans/<int:plan_id>/"
MEAL = PLAN + "meals/<int:meal_id>/"
DAY = PLAN + "days/<str:day>/"

urlpatterns = [
    path(MEAL + "tell/", ticks.tell, name="tell"),
    path(MEAL + "instead/", ticks.instead, name="instead"),
    path(MEAL + "instead/tell/", ticks.tell_instead, name="tell_instead"),
    path(DAY + "drink/", ticks.drink, name="drink"),
    path(DAY + "undo/", ticks.undo, name="day_undo"),
    path(DAY + "redo/", ticks.redo, name="day_redo"),
    path(PLAN + "nutrients/", nutrients.overview, name="nutrients"),
    path(PLAN + "nutrients.csv", nutrients.as_csv, name="nutrients_csv"),
    path(PLAN + "nutrients/<slug:key>/", nutrients.sources, name="nutrient"),
    path(PLAN + "gaps/", gaps.gaps, name="gaps"),
    path(PLAN + "gaps/close/", gaps.close_gap, name="close_gap"),
]
