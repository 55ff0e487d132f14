from django.db import migrations

from tandem.tenancy.operations import OwnRowSecurity

# The worker forgets the numbers of old calls; it reads none of the others.
OLD = "came_at < now() - interval '30 days'"
FORGET = f"""
CREATE POLICY old ON doors_call FOR SELECT TO tandem_worker USING ({OLD});
CREATE POLICY forget ON doors_call FOR UPDATE TO tandem_worker USING ({OLD}) WITH CHECK ({OLD});
"""
BACK = "DROP POLICY old ON doors_call; DROP POLICY forget ON doors_call;"


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("doors", "0007_the_line_and_who_rings_it"),
    ]
    operations = [
        OwnRowSecurity("doors_call"),
        OwnRowSecurity("doors_line"),
        OwnRowSecurity("doors_duty"),
        OwnRowSecurity("doors_greeting"),
        migrations.RunSQL(FORGET, BACK),
    ]
