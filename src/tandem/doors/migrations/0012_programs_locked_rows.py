from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0011_programs_are_let_in"),
    ]
    operations = [OwnRowSecurity("doors_token"), OwnRowSecurity("doors_once")]
