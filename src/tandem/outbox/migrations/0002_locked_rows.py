from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("outbox", "0001_first_rows"),
    ]
    operations = [
        OwnRowSecurity("outbox_printing"),
        OwnRowSecurity("outbox_message"),
        OwnRowSecurity("outbox_attempt"),
        OwnRowSecurity("outbox_inbox"),
    ]
