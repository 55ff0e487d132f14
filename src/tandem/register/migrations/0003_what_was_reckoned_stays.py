from django.db import migrations

from tandem.tenancy.operations import AppendOnly, ChangesOnly


class Migration(migrations.Migration):
    dependencies = [("register", "0002_locked_rows")]
    operations = [
        AppendOnly("register_run"),
        ChangesOnly(
            "register_tally",
            "count",
            refused="NEW.count < OLD.count",
            because="a count of what people decided only grows",
        ),
    ]
