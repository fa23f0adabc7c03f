"""The staff site, which asks for a member of staff by itself."""

from tests.access.table import SIGNED_IN, Prefix, everyone, row, these

LOGIN = everyone(302) | these(SIGNED_IN, 403)

#: Nobody of the cast is staff: everyone is sent to the sign-in form.
ROWS = [
    Prefix("admin:", get=everyone(302), post=everyone(302)),
    # The sign-in page of everybody; who is signed in and no member of staff is refused.
    row("admin:login", get=LOGIN, post=LOGIN),
]
