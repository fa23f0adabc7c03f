"""The planner's pages: one URL per verb."""

from django.urls import path

from planner import day_urls, edit_urls, list_urls, smoothie_urls
from planner.views import (
    days,
    granted,
    making,
    meals,
    placing,
    prints,
    seats,
    shared,
    sharing,
    smoothie_prints,
    start,
    week,
    why,
)

app_name = "planner"
PLAN = "plans/<int:plan_id>/"
MEAL = PLAN + "meals/<int:meal_id>/"
SHARED = "s/plan/<str:token>/"
GRANTED = "mine/plans/<int:plan_id>/"

urlpatterns = [
    path("", start.start, name="start"),
    path("begin/", start.begin, name="begin"),
    path("week/", week.home, name="home"),
    path("week/add/<slug:slug>/", placing.place_food, name="place_food"),
    path("today/", days.today, name="today"),
    path("people/<int:person_id>/plans/", seats.of_person, name="of_person"),
    path(PLAN, week.week, name="week"),
    path(PLAN + "progress/", making.progress, name="progress"),
    path(PLAN + "take/", making.take, name="take"),
    path(PLAN + "keep/", making.keep, name="keep"),
    path(PLAN + "relax/", making.relax, name="relax"),
    path(PLAN + "undo/", week.undo, name="undo"),
    path(PLAN + "refill/", making.refill, name="refill"),
    path(PLAN + "add/", meals.add, name="add"),
    path(PLAN + "put/", meals.put, name="put"),
    path(MEAL + "why/", why.why, name="why"),
    path(MEAL + "swaps/", meals.swaps, name="swaps"),
    path(MEAL + "swap/", meals.swap, name="swap"),
    path(MEAL + "remove/", meals.remove, name="remove"),
    path(MEAL + "lock/", meals.lock, name="lock"),
    path(MEAL + "unlock/", meals.unlock, name="unlock"),
    path(MEAL + "portions/", meals.portions, name="portions"),
    path(MEAL + "portions/set/", meals.set_portions, name="set_portions"),
    path(MEAL + "leftovers/", meals.leftovers, name="leftovers"),
    path(MEAL + "leftovers/add/", meals.add_leftovers, name="add_leftovers"),
    path(PLAN + "days/<str:day>/", days.day, name="day"),
    path(PLAN + "days/<str:day>/cook/", days.cook, name="cook"),
    path(PLAN + "days/<str:day>/print/", prints.day, name="day_print"),
    path(PLAN + "days/<str:day>/cook/print/", prints.cook, name="cook_print"),
    path(PLAN + "print/", prints.week, name="week_print"),
    path(PLAN + "cards/", prints.cards, name="cards"),
    path("cards/<slug:slug>/", prints.recipe, name="recipe_card"),
    path("smoothie/card/print/", smoothie_prints.card, name="smoothie_print"),
    *list_urls.urlpatterns,
    *edit_urls.urlpatterns,
    *day_urls.urlpatterns,
    *smoothie_urls.urlpatterns,
    path("robots.txt", shared.robots, name="robots"),
    path(PLAN + "links/", sharing.links, name="links"),
    path(PLAN + "links/create/", sharing.create_link, name="create_link"),
    path(PLAN + "links/<int:link_id>/revoke/", sharing.revoke_link, name="revoke_link"),
    path(SHARED, shared.week, name="shared"),
    path(SHARED + "print/", shared.week_print, name="shared_print"),
    path(SHARED + "days/<str:day>/", shared.day, name="shared_day"),
    path(SHARED + "days/<str:day>/cook/", shared.cook, name="shared_cook"),
    path("mine/", granted.mine, name="mine"),
    path(GRANTED, granted.week, name="granted"),
    path(GRANTED + "print/", granted.week_print, name="granted_print"),
    path(GRANTED + "list/", granted.shopping_list, name="granted_list"),
    path(GRANTED + "days/<str:day>/", granted.day, name="granted_day"),
    path(GRANTED + "days/<str:day>/cook/", granted.cook, name="granted_cook"),
]
