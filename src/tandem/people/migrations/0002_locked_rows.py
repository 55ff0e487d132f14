from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity, RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("people", "0001_first_rows"),
    ]
    operations = [
        RowSecurity("people_person"),
        OwnRowSecurity("people_identity"),
        OwnRowSecurity("people_trace"),
    ]
