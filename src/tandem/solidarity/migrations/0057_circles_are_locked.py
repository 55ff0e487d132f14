from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0056_neighbours_look_for_company")]
    operations = [
        OwnRowSecurity("solidarity_seeker"),
        OwnRowSecurity("solidarity_circle"),
        OwnRowSecurity("solidarity_circlemember"),
    ]
