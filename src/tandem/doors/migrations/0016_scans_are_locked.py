from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity

TABLES = ("batch", "scanfile", "sheet", "scannedpage", "typing")


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0015_scans_become_sheets"),
    ]
    operations = [OwnRowSecurity(f"doors_{table}") for table in TABLES]
