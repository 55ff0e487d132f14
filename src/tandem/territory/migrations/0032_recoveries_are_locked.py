from django.db import migrations

from tandem.tenancy.operations import ChangesOnly, OwnRowSecurity

# Who asked, for whom and when is not rewritten; nor is a second person's word, once it is given.
KEEPS = (
    "OLD.agreed_by_id IS NOT NULL AND (NEW.agreed_by_id, NEW.agreed_at, NEW.agreed_seen, NEW.opens_at)"
    " IS DISTINCT FROM (OLD.agreed_by_id, OLD.agreed_at, OLD.agreed_seen, OLD.opens_at)"
    " OR OLD.stopped_at IS NOT NULL OR OLD.used_at IS NOT NULL"
)


class Migration(migrations.Migration):
    dependencies = [("territory", "0031_recovery_by_two")]
    operations = [
        OwnRowSecurity("territory_recovery"),
        ChangesOnly(
            "territory_recovery",
            *("agreed_by_id", "agreed_at", "agreed_seen", "opens_at", "stopped_at", "used_at"),
            refused=KEEPS,
            because="a recovery that was agreed, stopped or used is not changed",
        ),
    ]
