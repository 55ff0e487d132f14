from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [("mine", "0003_recognised_and_corrected")]
    operations = [OwnRowSecurity("mine_recognition"), OwnRowSecurity("mine_correction")]
