from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("outbox", "0005_addresses_that_come_back"),
    ]
    operations = [OwnRowSecurity("outbox_deadaddress")]
