"""Writes of the planner: every one is one change that can be undone."""

from planner.actions.eaten import drink, eat_instead, set_eaten
from planner.actions.meals import (
    add_food,
    add_leftovers,
    add_recipe,
    dish_name,
    remove_meal,
    set_amounts,
    set_locked,
    set_note,
    swap_meal,
)
from planner.actions.moving import copy_day, copy_meal, move_meal
from planner.actions.outs import back_in, set_out
from planner.actions.plans import NewMeal, create_plan, put_meals, replace_board
from planner.actions.slots import add_slot, move_slot, remove_slot, rename_slot
from planner.actions.undoing import redo, restore, undo

__all__ = [
    "NewMeal",
    "add_food",
    "add_leftovers",
    "add_recipe",
    "add_slot",
    "back_in",
    "copy_day",
    "copy_meal",
    "create_plan",
    "dish_name",
    "drink",
    "eat_instead",
    "move_meal",
    "move_slot",
    "put_meals",
    "redo",
    "remove_meal",
    "remove_slot",
    "rename_slot",
    "replace_board",
    "restore",
    "set_amounts",
    "set_eaten",
    "set_locked",
    "set_note",
    "set_out",
    "swap_meal",
    "undo",
]
