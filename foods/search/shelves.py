"""First parts of names that are a heading rather than a food. Pure."""

from typing import Final

#: First parts of names that are a shelf rather than a food (headings of USDA descriptions).
SHELVES: Final = (
    "alcoholic beverage",
    "beans",
    "beverages",
    "candies",
    "cereals",
    "cereals ready-to-eat",
    "cheese",
    "chocolate",
    "crustaceans",
    "fish",
    "game meat",
    "leavening agents",
    "mollusks",
    "mushrooms",
    "nuts",
    "oil",
    "peppers",
    "sauce",
    "seaweed",
    "seeds",
    "snacks",
    "spices",
    "squash",
    "sugars",
    "sweeteners",
    "syrups",
    "vegetable oil",
)
