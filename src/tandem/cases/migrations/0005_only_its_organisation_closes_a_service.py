from django.db import migrations

from tandem.tenancy.operations import RowSecurity

# Whoever asks reads it, before anybody knows of which commune she is.
OURS = "organisation_id = ANY ((SELECT public.tandem_keys('tandem.organisations'))::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("cases", "0004_a_service_closes_for_a_while"),
    ]
    operations = [RowSecurity("cases_closure", read="true", write=OURS)]
