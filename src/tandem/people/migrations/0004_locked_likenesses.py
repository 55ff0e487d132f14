from django.db import migrations

from tandem.tenancy.operations import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("people", "0003_perhaps_the_same_person"),
    ]
    operations = [
        # Two keys and no identity: neighbours with an open border count shares by it.
        RowSecurity("people_likeness"),
    ]
