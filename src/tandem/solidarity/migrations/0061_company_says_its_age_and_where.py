from django.db import migrations, models

from tandem.toolbox.sealing import seal

PLAIN = (
    (
        "solidarity_circle",
        "SELECT id, 'circle:' || key, where_when FROM solidarity_circle WHERE where_when <> ''",
        "UPDATE solidarity_circle SET sealed_where = %s WHERE id = %s",
    ),
    (
        "solidarity_shareout",
        "SELECT id, 'share_out:' || id, where_when FROM solidarity_shareout WHERE where_when <> ''",
        "UPDATE solidarity_shareout SET sealed_where = %s WHERE id = %s",
    ),
)
SAID = "UPDATE solidarity_seeker SET of_age = false WHERE minor"


def seal_what_was_plain(apps, schema_editor):
    """With the key of the installation for now; `seal_anew` gives each a key of its own."""
    with schema_editor.connection.cursor() as cursor:
        for table, plain, sealed in PLAIN:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(plain)
            for row, place, said in cursor.fetchall():
                cursor.execute(sealed, [seal(said, place), row])
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def keep_who_is_under_age(apps, schema_editor):
    """Whoever did not say that she is under age said nothing: she is asked, once."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE solidarity_seeker NO FORCE ROW LEVEL SECURITY")
        cursor.execute(SAID)
        cursor.execute("ALTER TABLE solidarity_seeker FORCE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0058_keys_go_with_goods")]
    operations = [
        migrations.AddField("seeker", "of_age", models.BooleanField(null=True)),
        migrations.AddField("seeker", "age_asked_at", models.DateTimeField(null=True)),
        migrations.AddField("circle", "sealed_where", models.BinaryField(null=True)),
        migrations.AddField("shareout", "sealed_where", models.BinaryField(null=True)),
        migrations.AlterField(
            "circlemember",
            "state",
            models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("asked", "Asked"),
                    ("yes", "Said yes"),
                    ("no", "Said no"),
                    ("silent", "Did not answer"),
                    ("over", "Over"),
                ],
                default="proposed",
                max_length=8,
            ),
        ),
        migrations.RunPython(seal_what_was_plain, migrations.RunPython.noop),
        migrations.RunPython(keep_who_is_under_age, migrations.RunPython.noop),
    ]
