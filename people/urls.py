"""Pages of people."""

from django.urls import path

from people.views import (
    clients,
    consent,
    figures,
    grants,
    health,
    helps,
    intake,
    lifting,
    pages,
    profile,
    shares,
    shown,
)

app_name = "people"

urlpatterns = [
    path("people/", pages.index, name="index"),
    path("people/add/", profile.add, name="add"),
    path("people/create/", profile.create, name="create"),
    path("people/<int:person_id>/", pages.detail, name="detail"),
    path("people/<int:person_id>/edit/", profile.edit, name="edit"),
    path("people/<int:person_id>/save/", profile.save, name="save"),
    path("people/<int:person_id>/history/", pages.history, name="history"),
    path("people/<int:person_id>/archive/", pages.archive, name="archive"),
    path("people/<int:person_id>/restore/", pages.restore, name="restore"),
    path("people/<int:person_id>/delete/", pages.ask_delete, name="ask_delete"),
    path("people/<int:person_id>/delete/now/", pages.delete, name="delete"),
    path("people/<int:person_id>/health/", health.health, name="health"),
    path("people/<int:person_id>/health/add/", health.add_health, name="add_health"),
    path("people/<int:person_id>/health/names/", health.offer_names, name="offer_names"),
    path(
        "people/<int:person_id>/health/<int:fact_id>/remove/",
        health.drop_health,
        name="drop_health",
    ),
    path("people/<int:person_id>/limits/", lifting.limits, name="limits"),
    path("people/<int:person_id>/limits/lift/", lifting.lift, name="lift_rule"),
    path("people/<int:person_id>/limits/restore/", lifting.restore, name="restore_rule"),
    path("people/<int:person_id>/foods/", health.foods, name="foods"),
    path("people/<int:person_id>/foods/avoid/", health.avoid_food, name="avoid_food"),
    path(
        "people/<int:person_id>/foods/<int:avoidance_id>/allow/",
        health.allow_food,
        name="allow_food",
    ),
    path("people/<int:person_id>/targets/<slug:nutrient>/", figures.target, name="target"),
    path(
        "people/<int:person_id>/targets/<slug:nutrient>/set/",
        figures.set_target,
        name="set_target",
    ),
    path(
        "people/<int:person_id>/targets/<slug:nutrient>/reset/",
        figures.reset_target,
        name="reset_target",
    ),
    path("people/<int:person_id>/measurements/", figures.measurements, name="measurements"),
    path("people/<int:person_id>/measurements/add/", figures.measure, name="measure"),
    path(
        "people/<int:person_id>/measurements/<int:measurement_id>/remove/",
        figures.drop_measurement,
        name="drop_measurement",
    ),
    path("red-flags/", helps.red_flags, name="red_flags"),
    path("what-else-helps/", helps.what_else_helps, name="what_else_helps"),
    path("sources-and-review/", helps.review, name="review"),
    path("people/<int:person_id>/consent/", consent.consent, name="consent"),
    path("people/<int:person_id>/consent/give/", consent.give_consent, name="give_consent"),
    path(
        "people/<int:person_id>/consent/withdraw/",
        consent.withdraw_consent,
        name="withdraw_consent",
    ),
    path("clients/", clients.clients, name="clients"),
    path("clients/add/", clients.add_client, name="add_client"),
    path("clients/<int:person_id>/", clients.client, name="client"),
    path("clients/<int:person_id>/archive/", clients.archive_client, name="archive_client"),
    path("clients/<int:person_id>/restore/", clients.restore_client, name="restore_client"),
    path("clients/<int:person_id>/links/", intake.make_link, name="make_intake_link"),
    path(
        "clients/<int:person_id>/links/<int:link_id>/revoke/",
        intake.revoke_link,
        name="revoke_intake_link",
    ),
    path("clients/<int:person_id>/intakes/<int:intake_id>/", intake.intake, name="intake"),
    path(
        "clients/<int:person_id>/intakes/<int:intake_id>/take-over/",
        intake.take_over,
        name="take_over",
    ),
    path(
        "clients/<int:person_id>/intakes/<int:intake_id>/delete/",
        intake.delete_intake,
        name="delete_intake",
    ),
    path("s/intake/<str:token>/", intake.intake_form, name="intake_form"),
    path("s/intake/<str:token>/send/", intake.send_intake, name="send_intake"),
    path("people/<int:person_id>/grants/", grants.grants, name="grants"),
    path("people/<int:person_id>/grants/invite/", grants.invite, name="invite_grant"),
    path(
        "people/<int:person_id>/grants/invitations/<int:invitation_id>/close/",
        grants.close_invitation,
        name="close_grant_invitation",
    ),
    path(
        "people/<int:person_id>/grants/<int:grant_id>/revoke/", grants.revoke, name="revoke_grant"
    ),
    path("s/grant/<str:token>/", grants.grant, name="grant"),
    path("s/grant/<str:token>/accept/", grants.accept, name="accept_grant"),
    path("people/food/<slug:slug>/", shares.food_share, name="food_share"),
    path("figures/", shown.show_figures, name="show_figures"),
]
