"""The planner's pages: one URL per verb."""

from django.urls import path

from planner.views import days, lists, making, meals, placing, prints, start, week, why

app_name = "planner"
PLAN = "plans/<int:plan_id>/"
MEAL = PLAN + "meals/<int:meal_id>/"

urlpatterns = [
    path("", start.start, name="start"),
    path("begin/", start.begin, name="begin"),
    path("week/", week.home, name="home"),
    path("week/add/<slug:slug>/", placing.place_food, name="place_food"),
    path("today/", days.today, name="today"),
    path("list/", lists.home, name="list_home"),
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
    path(PLAN + "print/", prints.week, name="week_print"),
    path(PLAN + "list/", lists.shopping_list, name="list"),
    path(PLAN + "list/<int:food_id>/tick/", lists.tick, name="tick"),
    path(PLAN + "list/print/", lists.print_list, name="list_print"),
]
