"""The application does not start as somebody to whom row-level security does not apply."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Critical
from django.db import connections

ASK = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def role_is_harmless(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(ASK)
            row = cursor.fetchone()
        if row is None or row[0]:
            found.append(
                Critical(
                    "The database role is a superuser or bypasses row-level security.",
                    hint="Connect as tandem_web, tandem_worker or tandem_owner.",
                    id="tenancy.E001",
                )
            )
    return found
