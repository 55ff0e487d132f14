from django.db import migrations

from tandem.people.operations import ThrowsKeysAway, ThrowsLooseKeysAway

# No role of the pages sees what is said with a number that it was not given: it only has it forgotten.
FORGET = """
CREATE FUNCTION public.doors_forget_dialogues(draft bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    DELETE FROM public.doors_textreply WHERE number IN (
        SELECT t.number FROM public.doors_talk t WHERE draft = ANY (t.drafts)
    );
    DELETE FROM public.doors_talk t WHERE draft = ANY (t.drafts);
    DELETE FROM public.doors_askedbymail a WHERE a.draft_digest = draft;
$$;
REVOKE ALL ON FUNCTION public.doors_forget_dialogues(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.doors_forget_dialogues(bytea) TO tandem_web, tandem_worker;
"""
BACK = "DROP FUNCTION public.doors_forget_dialogues(bytea);"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0032_loose_keys_locked"),
        ("services", "0005_pictures_open_with_their_draft"),
        ("doors", "0043_dialogues_know_their_drafts"),
    ]
    operations = [
        # Drafts stand on a floor below; whoever makes them is a door.
        ThrowsLooseKeysAway("services_draft", "sealed"),
        ThrowsLooseKeysAway("services_draftpicture", "sealed", "sealed_place"),
        ThrowsLooseKeysAway("doors_mail", "sealed", "answer"),
        ThrowsLooseKeysAway("doors_askedbymail", "sealed"),
        ThrowsLooseKeysAway("doors_talk", "sealed"),
        ThrowsLooseKeysAway("doors_textreply", "sealed"),
        ThrowsKeysAway("doors_personalsheet", "sealed"),
        ThrowsKeysAway("doors_once", "sealed"),
        migrations.RunSQL(FORGET, BACK),
    ]
