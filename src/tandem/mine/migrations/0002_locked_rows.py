from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("mine", "0001_first_rows"),
    ]
    operations = [OwnRowSecurity("mine_wish")]
