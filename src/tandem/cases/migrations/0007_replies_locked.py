from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("cases", "0006_people_write_back"),
    ]
    operations = [
        OwnRowSecurity("cases_reply"),
        OwnRowSecurity("cases_enclosure"),
    ]
