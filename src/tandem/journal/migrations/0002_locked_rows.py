from django.db import migrations

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("journal", "0001_first_rows"),
    ]
    operations = [
        OwnRowSecurity("journal_entry"),
        AppendOnly("journal_entry"),
    ]
