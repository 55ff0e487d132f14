from django.db import migrations

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("mandates", "0001_first_rows"),
    ]
    operations = [
        OwnRowSecurity("mandates_acting"),
        AppendOnly("mandates_acting"),
    ]
