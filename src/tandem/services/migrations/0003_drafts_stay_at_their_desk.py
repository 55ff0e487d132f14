from django.db import migrations

# An open border lets neighbours read needs; what a desk wrote down is no business of theirs.
MINE = """
    code_digest = public.tandem_presented()
    OR (
        organisation_id = ANY ((SELECT public.tandem_keys('tandem.organisations'))::bigint[])
        AND EXISTS (
            SELECT 1 FROM public.territory_organisation desk
            WHERE desk.id = organisation_id
            AND desk.area_id = ANY ((SELECT public.tandem_keys('tandem.may_write'))::bigint[])
        )
    )
"""
BEFORE = """
    code_digest = public.tandem_presented()
    OR organisation_id = ANY ((SELECT public.tandem_keys('tandem.organisations'))::bigint[])
"""
POLICIES = """
ALTER POLICY read ON services_draft USING ({mine});
ALTER POLICY add ON services_draft WITH CHECK ({mine});
ALTER POLICY change ON services_draft USING ({mine}) WITH CHECK ({mine});
ALTER POLICY remove ON services_draft USING ({mine});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0003_agreements_are_proposed_then_signed"),
        ("services", "0002_a_draft_opens_with_its_code"),
    ]
    operations = [
        migrations.RunSQL(POLICIES.format(mine=MINE), POLICIES.format(mine=BEFORE)),
    ]
