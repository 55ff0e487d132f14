from django.db import migrations

from tandem.people.operations import ThrowsKeysAway
from tandem.tenancy.operations import OwnRowSecurity

KEYS = """
REVOKE UPDATE, TRUNCATE ON people_thingkey FROM tandem_web, tandem_worker;
GRANT UPDATE (hers_id) ON people_thingkey TO tandem_web, tandem_worker;
-- Read by `tandem.toolbox.postgres backup`.
COMMENT ON TABLE people_thingkey IS 'kept apart from backups';
-- What the planner learns of a column is copied into its own tables, and stays there.
ALTER TABLE people_thingkey ALTER COLUMN wrapped SET STATISTICS 0;
-- By the database, which sees also what another organisation holds. Nothing is there to be checked,
-- and outside a scope nothing could be.
ALTER TABLE people_thingkey ADD CONSTRAINT goes_with_her_key
    FOREIGN KEY (hers_id) REFERENCES people_personkey (id) ON DELETE CASCADE NOT VALID;
"""
BACK = """
ALTER TABLE people_thingkey DROP CONSTRAINT goes_with_her_key;
GRANT UPDATE ON people_thingkey TO tandem_web, tandem_worker;
"""
TIDIED = """
DO $$ BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        GRANT MAINTAIN ON people_thingkey TO tandem_worker;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0028_a_key_for_each_thing")]
    operations = [
        OwnRowSecurity("people_thingkey"),
        migrations.RunSQL(KEYS, BACK),
        migrations.RunSQL(TIDIED, migrations.RunSQL.noop),
        ThrowsKeysAway("people_opening", "sealed"),
        ThrowsKeysAway("people_flag", "sealed"),
    ]
