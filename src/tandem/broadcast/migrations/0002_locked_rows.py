from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("broadcast", "0001_first_rows"),
    ]
    operations = [
        OwnRowSecurity("broadcast_broadcast"),
        OwnRowSecurity("broadcast_leftout"),
    ]
