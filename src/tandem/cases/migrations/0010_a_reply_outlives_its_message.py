import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_words_of_a_step_may_be_erased"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            # By hand: Django would make the foreign key anew, and checking it reads rows that
            # nobody outside a scope may read.
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE cases_reply ALTER COLUMN "to_id" DROP NOT NULL',
                    'ALTER TABLE cases_reply ALTER COLUMN "to_id" SET NOT NULL',
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="reply",
                    name="to",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbox.message",
                    ),
                )
            ],
        )
    ]
