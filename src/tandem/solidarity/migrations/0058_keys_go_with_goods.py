from django.db import migrations

from tandem.people.operations import ThrowsKeysAway


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("solidarity", "0057_circles_are_locked"),
    ]
    operations = [
        ThrowsKeysAway("solidarity_gift", "sealed_what"),
        ThrowsKeysAway("solidarity_goodsask", "sealed_what"),
        ThrowsKeysAway("solidarity_parcel", "sealed_why"),
    ]
