from django.db import migrations

# A step is added and never changed; only what was said in it may be taken away, when its person
# is erased. So one column may be written, and only to be emptied.
FORWARD = """
CREATE FUNCTION public.cases_step_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sealed IS NOT NULL THEN
        RAISE EXCEPTION 'the words of a step may be erased, and not changed'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER words_are_only_erased BEFORE UPDATE ON cases_step
    FOR EACH ROW EXECUTE FUNCTION public.cases_step_keeps_its_words();
GRANT UPDATE (sealed) ON cases_step TO tandem_web, tandem_worker;
"""
BACKWARD = """
REVOKE UPDATE (sealed) ON cases_step FROM tandem_web, tandem_worker;
DROP TRIGGER words_are_only_erased ON cases_step;
DROP FUNCTION public.cases_step_keeps_its_words();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_some_requests_cannot_wait")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
