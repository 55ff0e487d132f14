from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0005_terminals_and_their_rings"),
    ]
    operations = [OwnRowSecurity("doors_terminal"), OwnRowSecurity("doors_ring")]
