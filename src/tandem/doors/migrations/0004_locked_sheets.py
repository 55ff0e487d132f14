from django.db import migrations

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0003_paper_forms_keep_their_layout"),
    ]
    operations = [
        OwnRowSecurity("doors_personalsheet"),
        OwnRowSecurity("doors_printorder"),
        # A sheet comes back after years, and is read by the print that was kept of it.
        AppendOnly("doors_paperform"),
    ]
