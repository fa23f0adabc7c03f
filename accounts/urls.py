"""Settings of households and accounts."""

from django.urls import path

from accounts.views import data, joining, members, settings

app_name = "accounts"

urlpatterns = [
    path("settings/", settings.settings_page, name="settings"),
    path("settings/save/", settings.save_settings, name="save_settings"),
    path("settings/kind/", settings.set_kind, name="set_kind"),
    path("settings/switch/", settings.switch, name="switch"),
    path("settings/members/", members.members, name="members"),
    path("settings/members/<int:member_id>/role/", members.set_role, name="set_role"),
    path("settings/members/<int:member_id>/remove/", members.remove, name="remove_member"),
    path("settings/leave/", members.leaving, name="leaving"),
    path("settings/leave/go/", members.leave, name="leave"),
    path("settings/invitations/add/", members.invite, name="invite"),
    path("settings/invitations/<int:invitation_id>/revoke/", members.revoke, name="revoke"),
    path("settings/data/", data.data, name="data"),
    path("settings/data/export/", data.download, name="export"),
    path("settings/data/delete/", data.delete, name="delete"),
    path("settings/data/keep/", data.take_back, name="take_back"),
    path("settings/account/", data.account, name="account"),
    path("settings/account/delete/", data.delete_account, name="delete_account"),
    path("settings/account/keep/", data.keep_account, name="keep_account"),
    path("settings/visit/", joining.visit, name="visit"),
    path("settings/visit/keep/", joining.keep_visit, name="keep_visit"),
    path("settings/visit/leave/", joining.leave_visit, name="leave_visit"),
    path("join/<str:token>/", joining.join, name="join"),
    path("join/<str:token>/accept/", joining.accept, name="accept"),
]
