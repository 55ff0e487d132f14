from django.db import migrations

from tandem.tenancy.operations import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("register", "0001_first_rows"),
    ]
    operations = [
        RowSecurity("register_run"),
    ]
