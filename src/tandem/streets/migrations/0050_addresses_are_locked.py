from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0049_addresses_with_a_point"),
    ]
    operations = [
        OwnRowSecurity("streets_knownaddress"),
    ]
