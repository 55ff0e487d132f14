from django.db import migrations

from tandem.tenancy.operations import ScopeFunctions


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [ScopeFunctions()]
