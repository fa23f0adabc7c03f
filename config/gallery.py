"""The living page of components: every part of the design system, in every state. Development only.

It is reached by `config.urls_development`, which the settings choose under LIMBER_DEBUG.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import OpenRequest, open_to_anyone

COLOURS = (
    ("paper", "the ground"),
    ("surface", "cards, fields, panels"),
    ("sunken", "below the ground"),
    ("ink", "text"),
    ("ink-soft", "text that may wait"),
    ("line", "hairlines"),
    ("line-strong", "borders of what can be pressed"),
    ("leaf", "the brand, links, what can be pressed"),
    ("leaf-tint", "what is chosen"),
    ("below", "below a target"),
    ("below-tint", "a caution's ground"),
    ("over", "over a limit, an error, danger"),
    ("over-tint", "an error's ground"),
)
SIZES = ("s", "m", "l", "xl", "2xl", "3xl")
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7")
STRENGTHS = (
    ("allergy", "Allergy: milk"),
    ("intolerance", "Intolerance: wheat"),
    ("preference", "Rather not: celery"),
)


@require_safe
@open_to_anyone
def gallery(request: OpenRequest) -> HttpResponse:
    """Colours, type, spaces, and the components on them."""
    context = {"colours": COLOURS, "sizes": SIZES, "spaces": SPACES, "strengths": STRENGTHS}
    return render(request, "components/gallery.html", context)
