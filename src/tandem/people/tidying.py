"""What was erased leaves the data files too: a deleted row stays in them until its table is rewritten."""

from datetime import datetime, timedelta

from django.db import connection

from tandem.people.models import PersonKey
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.models import Organisation

TABLES = (
    "people_personkey",
    "people_thingkey",
    "people_loosekey",
    "people_identity",
    "people_trace",
)
FORMER_KEPT = timedelta(days=100)
"""As long as the backups of the database may be kept: so long one of them opens with the newest keys."""
MAY_REWRITE = """
SELECT bool_and(pg_has_role(current_user, c.relowner, 'USAGE')) {or_maintain}
FROM pg_class c WHERE c.oid = ANY (%s::regclass[])
"""
OR_MAINTAIN = "OR bool_and(has_table_privilege(c.oid, 'MAINTAIN'))"
LETS_OTHERS_MAINTAIN = 170_000
"""PostgreSQL 17; before it only the owner of a table may have it rewritten."""


def forget_former(now: datetime) -> int:
    """Keys of identities that were replaced long ago are destroyed."""
    done = 0
    for organisation in Organisation.objects.order_by("pk"):
        with transaction_within(scopes.of_organisation(organisation)):
            done += PersonKey.objects.filter(former_since__lt=now - FORMER_KEPT).update(
                former=[], former_since=None
            )
    return done


def may_rewrite() -> bool:
    """Whether the database lets this role; where it does not, it says nothing and skips the table."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        newer = int(cursor.fetchone()[0]) >= LETS_OTHERS_MAINTAIN
        cursor.execute(MAY_REWRITE.format(or_maintain=OR_MAINTAIN if newer else ""), [list(TABLES)])
        (may,) = cursor.fetchone()
    return bool(may)


def rewrite_files() -> None:
    """None of the deleted bytes is left in the files of these tables and of their indexes.

    Nobody reads or writes one of them meanwhile: some milliseconds for each thousand persons.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '3s'")
        try:
            for table in TABLES:
                cursor.execute(f"VACUUM (FULL, ANALYZE) public.{table}")
        finally:
            cursor.execute("RESET lock_timeout")
