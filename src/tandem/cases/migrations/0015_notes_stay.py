from django.db import migrations

from tandem.tenancy.operations import ChangesOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_a_note_may_be_emptied")]
    operations = [
        ChangesOnly(
            "cases_note",
            "sealed",
            refused="NEW.sealed IS NOT NULL",
            because="the words of a note may be erased, and not changed",
        ),
    ]
