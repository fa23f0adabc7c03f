"""The box that is ticked before facts about somebody's health are kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.consent import consent_text


class ConsentForm(forms.Form):
    """Asks for consent where none is on record and something about health is said."""

    consent = forms.BooleanField(required=False)

    def __init__(self, *args: Any, consented: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consented = consented
        self.consent_text = consent_text()
        self.fields["consent"].label = self.consent_text

    def says_health(self, data: dict[str, Any]) -> bool:
        """Whether what was sent says something about health. Forms decide for themselves."""
        return True

    @property
    def asks_consent(self) -> bool:
        """Whether the box is shown."""
        return not self.consented

    @property
    def gives_consent(self) -> bool:
        """Whether this form is the moment in which consent was given."""
        return not self.consented and bool(self.cleaned_data.get("consent"))

    def clean(self) -> dict[str, Any]:
        """Health facts are kept only with consent."""
        data: dict[str, Any] = super().clean() or {}
        if not self.consented and not data.get("consent") and self.says_health(data):
            words = _("We keep facts about health only if you agree. Tick the box to go on.")
            self.add_error("consent", ValidationError(words, code="consent"))
        return data
