from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0027_places_people_know"),
    ]
    operations = [
        OwnRowSecurity("streets_namedplace"),
    ]
