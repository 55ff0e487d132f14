from django.db import migrations

from tandem.tenancy.operations import AppendOnly, OwnRowSecurity, RowSecurity

OF_COMMUNE = "commune_id = ANY ((SELECT public.tandem_keys('tandem.may_write'))::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("streets", "0001_first_rows"),
    ]
    operations = [
        OwnRowSecurity("streets_report"),
        OwnRowSecurity("streets_voice"),
        OwnRowSecurity("streets_move"),
        AppendOnly("streets_move"),
        OwnRowSecurity("streets_photo"),
        OwnRowSecurity("streets_team"),
        OwnRowSecurity("streets_rule"),
        OwnRowSecurity("streets_job"),
        OwnRowSecurity("streets_visit"),
        OwnRowSecurity("streets_system"),
        OwnRowSecurity("streets_handover"),
        OwnRowSecurity("streets_hook"),
        OwnRowSecurity("streets_hookmessage"),
        # What a commune takes in is public; only those who may write there change it.
        RowSecurity("streets_category", read="true", write=OF_COMMUNE),
    ]
