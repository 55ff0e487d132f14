from django.db import migrations

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("cases", "0001_first_rows"),
    ]
    operations = [
        OwnRowSecurity("cases_case"),
        OwnRowSecurity("cases_step"),
        AppendOnly("cases_step"),
        OwnRowSecurity("cases_note"),
    ]
