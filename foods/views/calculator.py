"""The nutrition calculator: lines of text to foods, grams and totals. Nothing is stored."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods.calculating import corrections, tagger
from foods.calculating.lines import LONGEST_LINE, MOST_LINES
from foods.calculating.queries import calculate
from foods.calculating.reports import SHOWN_FIRST
from foods.calculating.rows import as_text, line_rows
from foods.http import part_of

#: The smoothie of the article: greens, fruit and fortified milk.
EXAMPLE: Final = "30 g raw spinach\n1 medium banana\n1 cup fortified 2% milk"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_anyone
@never_cache
@vary_on_headers("HX-Request")
def calculator(request: OpenRequest) -> HttpResponse:
    """Lines and what they bring. What someone writes is posted: it stays out of URLs and logs."""
    form = request.POST
    sent = corrections.sent(form.dict()) if request.method == "POST" else corrections.Sent()
    if "example" in request.GET and request.method != "POST":
        sent = corrections.plain(EXAMPLE)
    context = {
        "text": "\n".join(sent.texts),
        "asked": request.method == "POST",
        "example": EXAMPLE.splitlines(),
        "tagger": tagger.available(),
        "most_lines": MOST_LINES,
        "longest_line": LONGEST_LINE,
    }
    if sent.texts:
        calculation = calculate(request.tenant, sent)
        first = [t for t in calculation.totals if t.nutrient.key in SHOWN_FIRST]
        context |= {
            "calculation": calculation,
            "rows": line_rows(calculation, form.get("update", "")),
            "first": first,
            "others": [t for t in calculation.totals if t.nutrient.key not in SHOWN_FIRST],
            "as_text": as_text(calculation, first),
        }
    return render(request, part_of(request, "foods/calculator.html", "calculator"), context)
