import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_alike_but_apart"),
        ("streets", "0020_reports_go_abroad"),
        ("territory", "0005_a_role_is_given_or_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="sealed_unreadable",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="system",
            name="contact",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="system",
            name="url",
            field=models.URLField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="system",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact__isnull", False), ("url", "")),
                    models.Q(models.Q(("url", ""), _negated=True), ("contact__isnull", True)),
                    _connector="OR",
                ),
                name="a_system_is_called_or_written_to",
            ),
        ),
    ]
