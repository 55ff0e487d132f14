import django.db.models
from django.db import migrations

import tandem.journal.models


class Migration(migrations.Migration):
    """The column is there: the migration that first asked how old a look is made it."""

    dependencies = [("journal", "0010_looks_of_an_account")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="entry",
                    name="written_at",
                    field=django.db.models.DateTimeField(
                        null=True,
                        editable=False,
                        db_default=tandem.journal.models.NowByItsClock(),
                    ),
                ),
            ]
        )
    ]
