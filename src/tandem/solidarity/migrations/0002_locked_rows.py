from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity, RowSecurity

OF_COMMUNE = "commune_id = ANY ((SELECT public.tandem_keys('tandem.may_write'))::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("solidarity", "0001_first_rows"),
    ]
    operations = [
        RowSecurity("solidarity_need"),
        RowSecurity("solidarity_offer"),
        OwnRowSecurity("solidarity_proposal"),
        RowSecurity("solidarity_arrangement"),
        RowSecurity("solidarity_refusal"),
        OwnRowSecurity("solidarity_feedback"),
        OwnRowSecurity("solidarity_batch"),
        # What a commune offers is public; only those who may write there change it.
        RowSecurity("solidarity_helpkind", read="true", write=OF_COMMUNE),
    ]
