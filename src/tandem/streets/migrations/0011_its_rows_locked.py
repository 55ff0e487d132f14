from django.db import migrations

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0010_what_the_office_keeps"),
    ]
    operations = [
        OwnRowSecurity("streets_heard"),
        OwnRowSecurity("streets_draw"),
        AppendOnly("streets_draw"),
        OwnRowSecurity("streets_override"),
        AppendOnly("streets_override"),
    ]
