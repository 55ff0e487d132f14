from django.db import migrations

from tandem.tenancy.operations import RowSecurity

# Whoever may open the draft, by its policies, may open its pictures: so they die together, too.
OF_ITS_DRAFT = "EXISTS (SELECT 1 FROM public.services_draft draft WHERE draft.key = draft_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_pictures_answer_a_draft"),
    ]
    operations = [
        RowSecurity("services_draftpicture", read=OF_ITS_DRAFT, write=OF_ITS_DRAFT),
    ]
