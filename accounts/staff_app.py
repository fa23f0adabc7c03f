"""Puts this project's staff site in the place of Django's admin."""

from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    """`django.contrib.admin` with `accounts.staff.StaffSite`."""

    default_site = "accounts.staff.StaffSite"
