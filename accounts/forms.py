"""Forms of the settings: a household's own facts, its members, invitations, deletion."""

from functools import lru_cache
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Tenant, User

#: How long an invitation may stay open, in days.
INVITATION_DAYS: Final = ((2, _("2 days")), (7, _("7 days")), (30, _("30 days")))
#: What is typed to delete what has no name.
NAMELESS: Final = "delete"


@lru_cache(maxsize=1)
def time_zones() -> tuple[tuple[str, str], ...]:
    """Every time zone that is a place, and UTC."""
    places = sorted(name for name in available_timezones() if _is_a_place(name))
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places))


def _is_a_place(name: str) -> bool:
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, units and time zone."""

    class Meta:
        model = Tenant
        fields = ("name", "units", "time_zone")
        labels = {
            "name": _("Name"),
            "units": _("Height and weight in"),
            "time_zone": _("Time zone"),
        }
        help_texts = {
            "name": _("Stands at the head of what you print."),
            "time_zone": _("Decides which day is today."),
        }
        widgets = {"units": forms.RadioSelect}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        now = self.instance.time_zone
        zones = time_zones()
        if now not in dict(zones):
            zones = ((now, now), *zones)
        self.fields["time_zone"].widget = forms.Select(choices=zones)


class KindForm(forms.Form):
    """Household or practice."""

    kind = forms.ChoiceField(choices=Tenant.Kind)


class RoleForm(forms.Form):
    """A role that this household or practice knows."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, tenant: Tenant, **more: Any) -> None:
        super().__init__(*args, **more)
        names = dict(Membership.Role.choices)
        choices = [(role, names[role]) for role in tenant.roles]
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = choices


class InviteForm(RoleForm):
    """Who may come in, with which role, until when."""

    note = forms.CharField(
        label=_("For whom"),
        max_length=80,
        required=False,
        help_text=_("Only to tell your links apart: a name will do."),
    )
    days = forms.TypedChoiceField(
        label=_("Open for"), choices=INVITATION_DAYS, coerce=int, initial=7
    )
    field_order = ("name", "note", "role", "days")

    def __init__(self, *args: Any, tenant: Tenant, **more: Any) -> None:
        super().__init__(*args, tenant=tenant, **more)
        usual = Membership.Role.DIETITIAN if tenant.kind == "practice" else Membership.Role.EDITOR
        self.fields["role"].initial = usual
        if not tenant.name:
            self.fields["name"] = forms.CharField(
                label=_("Name of your household"),
                max_length=80,
                help_text=_("So that they see where they come. It stands on your prints, too."),
            )
            self.order_fields(self.field_order)


class DeletionForm(forms.Form):
    """What is to be deleted, typed once more."""

    typed = forms.CharField(max_length=200)

    def __init__(self, *args: Any, wanted: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.wanted = wanted
        self.fields["typed"].label = format_lazy(_("Type “{words}” to confirm"), words=wanted)
        self.fields["typed"].widget.attrs["autocomplete"] = "off"

    def clean_typed(self) -> str:
        """Upper and lower case do not matter; everything else does."""
        typed = str(self.cleaned_data["typed"]).strip()
        if typed.casefold() != self.wanted.casefold():
            raise forms.ValidationError(_("That is not what stands above. Nothing was deleted."))
        return typed


class AccountDeletionForm(DeletionForm):
    """The address typed, and the password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, wanted=user.email, **more)
        self.user = user

    def clean_password(self) -> str:
        """The password of the account."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("That is not your password. Nothing was deleted."))
        return password
