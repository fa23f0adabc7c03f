"""A practice's clients: the list, adding one, and the page of one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from people import actions, intake_actions
from people.access import may_edit, may_see_health, person_required, practice_required
from people.clients import client_rows, clients_of
from people.consent import consent_of
from people.intake_reading import flags
from people.models import IntakeLink, Person
from people.views.pages import user_of

PER_PAGE = 50


class ClientForm(forms.Form):
    """A client begins with a first name."""

    name = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter a first name."),
            "max_length": gettext_lazy("Enter a name of at most 60 letters."),
        },
    )


class LinkForm(forms.Form):
    """Which form to send, and for how long its link opens."""

    form = forms.ChoiceField(choices=IntakeLink.Form, initial=IntakeLink.Form.SHORT)
    days = forms.TypedChoiceField(
        choices=[(days, days) for days in intake_actions.DAYS],
        coerce=int,
        initial=intake_actions.DEFAULT_DAYS,
    )


@require_safe
@practice_required()
def clients(request: Request) -> HttpResponse:
    """The clients, flags in front; `q` searches by name, `archived` shows those put away."""
    return _list_page(request, ClientForm())


def _list_page(request: Request, form: ClientForm, status: int = 200) -> HttpResponse:
    name = request.GET.get("q", "").strip()[:60]
    archived = "archived" in request.GET
    rows = client_rows(clients_of(request.tenant, archived=archived, name=name))
    context = {
        "form": form,
        "q": name,
        "archived": archived,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "unread": sum(row.unread for row in rows),
        "may_edit": may_edit(request),
        "may_see_health": may_see_health(request),
    }
    return render(request, "people/clients/list.html", context, status=status)


@require_POST
@practice_required(edit=True)
def add_client(request: Request) -> HttpResponse:
    """A client from a first name; the rest comes with the intake."""
    form = ClientForm(request.POST)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    values = {"name": form.cleaned_data["name"], "is_client": True}
    person = actions.add_person(tenant=request.tenant, by=user_of(request), values=values)
    return redirect_to(request, reverse("people:client", args=[person.pk]))


def client_required(
    *, edit: bool = False, health: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Turn `person_id` into a client of this visitor's practice, or refuse.

    404 for a household, for a stranger and for a person who is no client; 403 for who may only
    look where `edit` or `health` is asked for.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @practice_required()
        @person_required(edit=edit, health=health)
        @wraps(view)
        def checked(request: Request, person: Person, **kwargs: Any) -> HttpResponse:
            if not person.is_client:
                raise Http404
            return view(request, person, **kwargs)

        return checked

    return decorate


@require_safe
@client_required()
def client(request: Request, person: Person) -> HttpResponse:
    """A client: what came in, what to send, who may see it."""
    return client_page(request, person, LinkForm())


def client_page(
    request: Request, person: Person, form: LinkForm, status: int = 200
) -> HttpResponse:
    """The page of one client."""
    context: dict[str, Any] = {"person": person, "may_edit": may_edit(request)}
    if may_see_health(request):
        intakes = list(person.intakes.all())
        waiting = [id for one in intakes if one.taken_over_at is None for id in one.flags]
        context |= {
            "form": form,
            "intakes": intakes,
            "flags": flags(set(waiting)),
            "links": links_of(request, person),
            "consent": consent_of(person),
        }
    return render(request, "people/clients/client.html", context, status=status)


def links_of(request: Request, person: Person) -> list[dict[str, Any]]:
    """The intake links of a client, each with its address while it still opens (1 query)."""
    return [
        {
            "link": link,
            "opens": link.is_open and link.answered_at is None,
            "address": request.build_absolute_uri(reverse("people:intake_form", args=[link.token])),
        }
        for link in person.intake_links.all()
    ]


@require_POST
@client_required(edit=True)
def archive_client(request: Request, person: Person) -> HttpResponse:
    """Put a client away; everything stays as it is."""
    actions.archive_person(person=person, by=user_of(request))
    messages.success(request, _("%(name)s is archived.") % {"name": person.name})
    return redirect_to(request, reverse("people:clients"))


@require_POST
@client_required(edit=True)
def restore_client(request: Request, person: Person) -> HttpResponse:
    """Back among the clients."""
    actions.restore_person(person=person, by=user_of(request))
    return redirect_to(request, reverse("people:client", args=[person.pk]))
