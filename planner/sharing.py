"""Making links to a plan: how long they open, and what they show."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.links import in_days
from planner.models import Plan, PlanLink

#: How many days a link may open.
DAYS: Final = ((1, _("1 day")), (7, _("1 week")), (30, _("30 days")), (90, _("90 days")))
#: More than anyone hands out; keeps a script from filling the disk.
MOST_LINKS: Final = 200


class LinkForm(forms.Form):
    """A new link."""

    days = forms.TypedChoiceField(
        label=_("Opens for"),
        choices=DAYS,
        coerce=int,
        initial=7,
        error_messages={"invalid_choice": _("Choose how long the link opens.")},
    )
    note = forms.CharField(label=_("For whom, if you like"), max_length=80, required=False)
    show_names = forms.BooleanField(label=_("Show names"), required=False)
    show_figures = forms.BooleanField(label=_("Show what the days bring"), required=False)

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        super().__init__(*args, **more)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        """No more links than anyone needs."""
        if self.plan.links.count() >= MOST_LINKS:
            raise forms.ValidationError(_("This plan has very many links already."))
        return self.cleaned_data


def make_link(*, plan: Plan, by: Any, cleaned: dict[str, Any]) -> PlanLink:
    """A link to a plan as its form has it. `by`: who is signed in, or None."""
    return PlanLink.objects.create(
        plan=plan,
        created_by=by,
        expires_at=in_days(cleaned["days"]),
        note=cleaned["note"],
        show_names=cleaned["show_names"],
        show_figures=cleaned["show_figures"],
    )
