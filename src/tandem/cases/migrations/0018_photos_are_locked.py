from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("cases", "0017_photos_belong_to_a_case"),
    ]
    operations = [
        OwnRowSecurity("cases_casepicture"),
    ]
