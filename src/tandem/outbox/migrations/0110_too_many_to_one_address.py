from django.db import migrations, models

OBSTACLES = [
    ("no_email", "No e-mail address is known."),
    ("comes_back", "Messages to this e-mail address come back."),
    ("no_mobile", "No mobile number is known."),
    ("no_phone", "No telephone number is known."),
    ("no_address", "No postal address is known."),
    ("no_gateway", "This platform cannot send text messages yet."),
    ("too_long", "It is too long for a text message."),
    ("stopped", "This number asked for no more text messages."),
    ("never_write", "Nothing may arrive at this address."),
    ("not_chosen", "This person must be contacted with care."),
    ("too_many", "Many messages were asked for to this address, or from one place. Look first."),
    ("tried", "It was tried without result."),
]


class Migration(migrations.Migration):
    dependencies = [("outbox", "0009_a_printing_may_fail")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="obstacle",
            field=models.CharField(blank=True, choices=OBSTACLES, max_length=12),
        )
    ]
