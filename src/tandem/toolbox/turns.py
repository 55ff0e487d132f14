"""One after the other, where the same thing may be sent twice at once, as a double click does."""

from django.db import connection

from tandem.toolbox.sealing import digest


def wait_for(what: str, which: object) -> None:
    """From here to the end of the transaction nobody else does this to the same thing."""
    number = int.from_bytes(digest(f"turn:{what}", str(which))[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
