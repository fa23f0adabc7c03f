"""URLs of shopping lists: one a verb. They belong to the namespace of the planner."""

from django.urls import path

from planner.views.lists import lines, pages, sharing, shop, using

PLAN = "plans/<int:plan_id>/"
LIST = "lists/<int:list_id>/"
LINE = LIST + "lines/<str:key>/"
LINK = "shared/list/<str:token>/"

urlpatterns = [
    path("list/", pages.home, name="list_home"),
    path(PLAN + "list/", pages.of_plan, name="list"),
    path(PLAN + "list/print/", pages.print_of_plan, name="list_print"),
    path(PLAN + "meals.ics", sharing.calendar, name="calendar"),
    path(PLAN + "calendars/make/", sharing.make_feed, name="feed_make"),
    path(PLAN + "calendars/<int:link_id>/revoke/", sharing.revoke_feed, name="feed_revoke"),
    path("lists/", pages.index, name="lists"),
    path("lists/new/", pages.new, name="list_new"),
    path("lists/make/", pages.make, name="list_make"),
    path(LIST, pages.page, name="list_page"),
    path(LIST + "now/", pages.poll, name="list_poll"),
    path(LIST + "print/", pages.print_page, name="list_page_print"),
    path(LIST + "delete/", pages.delete, name="list_delete"),
    path(LIST + "add/", lines.add, name="list_add"),
    path(LIST + "clear/", lines.clear, name="list_clear"),
    path(LIST + "seen/", lines.seen, name="list_seen"),
    path(LIST + "list.txt", sharing.text, name="list_text"),
    path(LIST + "list.md", sharing.markdown, name="list_markdown"),
    path(LIST + "list.csv", sharing.table, name="list_table"),
    path(LIST + "share/", sharing.share, name="list_share"),
    path(LIST + "share/make/", sharing.make_link, name="list_link_make"),
    path(LIST + "share/<int:link_id>/revoke/", sharing.revoke_link, name="list_link_revoke"),
    path(LINE, lines.edit, name="line_edit"),
    path(LINE + "tick/", lines.tick, name="tick"),
    path(LINE + "save/", lines.save, name="line_save"),
    path(LINE + "remove/", lines.remove, name="line_remove"),
    path(LINE + "put-back/", lines.put_back, name="line_put_back"),
    path(LINE + "use/", using.use_up, name="line_use"),
    path("aisles/", shop.aisles, name="aisles"),
    path("aisles/move/", shop.move_aisle, name="aisle_move"),
    path("aisles/order/", shop.order_aisles, name="aisles_order"),
    path("aisles/usual/", shop.usual_aisles, name="aisles_usual"),
    path("at-home/", shop.at_home, name="at_home"),
    path("at-home/add/", shop.add_home, name="home_add"),
    path("at-home/<int:food_id>/set/", shop.set_home, name="home_set"),
    path(LINK, sharing.shared, name="shared_list"),
    path(LINK + "now/", sharing.shared_poll, name="shared_list_poll"),
    path(LINK + "lines/<str:key>/tick/", sharing.shared_tick, name="shared_tick"),
    path("shared/calendar/<str:token>/meals.ics", sharing.feed, name="feed"),
]
