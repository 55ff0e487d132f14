from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0004_sealed_after_the_fact"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("account__isnull", False), ("kind", "look")),
                fields=["account", "-at"],
                name="looks_of_an_account",
            ),
        ),
    ]
