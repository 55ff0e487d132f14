from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits or is printed already is taken to hold a word: the more careful of the two."""

    dependencies = [("outbox", "0114_a_former_contact_is_told")]
    operations = [
        migrations.AddField("message", "holds_word", models.BooleanField(default=True)),
        migrations.AlterField("message", "holds_word", models.BooleanField(default=False)),
        migrations.AddField("printing", "holds_words", models.BooleanField(default=True)),
        migrations.AlterField("printing", "holds_words", models.BooleanField(default=False)),
    ]
