from django.db import migrations

from tandem.people.operations import ThrowsKeysAway
from tandem.tenancy.operations import ChangesOnly

LOCKED = ChangesOnly(
    "solidarity_shareout",
    "state",
    "where_when",
    "because",
    "decided_at",
    refused="OLD.state <> 'open'",
    because="a share-out is decided once",
)
"""As it was since 0054."""
ANYTHING_BUT_ERASED = (
    "OLD.state <> 'open' AND (NEW.state <> OLD.state OR NEW.because <> OLD.because"
    " OR NEW.decided_at IS DISTINCT FROM OLD.decided_at OR (NEW.sealed_where IS NOT NULL"
    " AND NEW.sealed_where IS DISTINCT FROM OLD.sealed_where))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("solidarity", "0061_company_says_its_age_and_where"),
    ]
    operations = [
        migrations.RunSQL(LOCKED.reverse_sql, LOCKED.sql),
        migrations.RemoveField("seeker", "minor"),
        migrations.RemoveField("circle", "where_when"),
        migrations.RemoveField("shareout", "where_when"),
        ChangesOnly(
            "solidarity_shareout",
            "state",
            "sealed_where",
            "because",
            "decided_at",
            refused=ANYTHING_BUT_ERASED,
            because="a share-out is decided once",
        ),
        ThrowsKeysAway("solidarity_circle", "sealed_where"),
        ThrowsKeysAway("solidarity_shareout", "sealed_where"),
    ]
