from django.db import migrations

from tandem.tenancy.operations import ChangesOnly

# Open, a proposal is decided once; decided, only the words beside it may be erased.
DECIDED = (
    "OLD.state <> 'open' AND (NEW.state <> OLD.state"
    " OR NEW.refused_because <> OLD.refused_because"
    " OR (NEW.sealed_why IS NOT NULL AND NEW.sealed_why IS DISTINCT FROM OLD.sealed_why))"
)


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0009_what_is_vital")]
    operations = [
        ChangesOnly(
            "solidarity_proposal",
            "state",
            "refused_because",
            "sealed_why",
            refused=DECIDED,
            because="a proposal is decided once",
        ),
        ChangesOnly(
            "solidarity_feedback",
            "went",
            "contradicts",
            "sealed",
            "seen_at",
            # Written with the others, at its old value, whenever a row is brought up to date.
            "at",
            refused="NEW.at <> OLD.at",
            because="when it was first said is not changed",
        ),
    ]
