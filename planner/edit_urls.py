"""Routes of editing a plan beyond one meal, of templates and rotas (included by `planner.urls`)."""

from django.urls import path

from planner.views import meals, moving, outs, past, slots, templates, week

PLAN = "plans/<int:plan_id>/"
MEAL = PLAN + "meals/<int:meal_id>/"
DAY = PLAN + "days/<str:day>/"
SLOT = PLAN + "slots/<int:slot_id>/"
TEMPLATE = "templates/<int:template_id>/"
ROTA = "rotas/<int:rota_id>/"

urlpatterns = [
    path(PLAN + "redo/", week.redo, name="redo"),
    path(PLAN + "history/", past.past, name="past"),
    path(PLAN + "history/restore/", past.restore, name="restore"),
    path(MEAL + "note/", meals.note, name="note"),
    path(MEAL + "note/set/", meals.set_note, name="set_note"),
    path(MEAL + "places/", moving.places, name="places"),
    path(MEAL + "move/", moving.move, name="move"),
    path(MEAL + "copy/", moving.copy, name="copy"),
    path(DAY + "copies/", moving.day_copies, name="day_copies"),
    path(DAY + "copy/", moving.copy_day, name="copy_day"),
    path(DAY + "out/", outs.day_outs, name="day_outs"),
    path(DAY + "out/set/", outs.set_out, name="set_out"),
    path(PLAN + "out/<int:out_id>/back/", outs.back_in, name="back_in"),
    path(PLAN + "slots/", slots.slots, name="slots"),
    path(PLAN + "slots/add/", slots.add_slot, name="add_slot"),
    path(SLOT + "rename/", slots.rename_slot, name="rename_slot"),
    path(SLOT + "move/", slots.move_slot, name="move_slot"),
    path(SLOT + "remove/", slots.remove_slot, name="remove_slot"),
    path(PLAN + "template/", templates.keep_template, name="keep_template"),
    path(PLAN + "template/save/", templates.save_template, name="save_template"),
    path(PLAN + "copies/", templates.week_copies, name="week_copies"),
    path(PLAN + "copies/make/", templates.copy_week, name="copy_week"),
    path("templates/", templates.templates, name="templates"),
    path(TEMPLATE + "rename/", templates.rename_template, name="rename_template"),
    path(TEMPLATE + "remove/", templates.remove_template, name="remove_template"),
    path(TEMPLATE + "begin/", templates.begin_template, name="begin_template"),
    path("rotas/create/", templates.create_rota, name="create_rota"),
    path(ROTA + "remove/", templates.remove_rota, name="remove_rota"),
    path(ROTA + "begin/", templates.begin_rota, name="begin_rota"),
]
