import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_keys_go_with_things"),
        ("mine", "0005_codes_on_paper"),
        ("people", "0032_loose_keys_locked"),
        ("territory", "0054_what_a_role_was_stays"),
    ]

    operations = [
        migrations.CreateModel(
            name="NewWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("account", "She is signed in with her account"),
                            ("word", "She knew the reference and the word of an earlier request"),
                            ("card", "Her card was seen at the desk; no copy was made"),
                            ("call", "She was called back at the number that was known before"),
                            ("known", "A colleague knows her in person"),
                        ],
                        max_length=8,
                    ),
                ),
                ("made_by", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
    ]
