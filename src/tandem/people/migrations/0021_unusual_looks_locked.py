from django.db import migrations

from tandem.tenancy.operations import ChangesOnly, OwnRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_scope_functions"),
        ("people", "0020_unusual_looks"),
    ]
    operations = [
        OwnRowSecurity("people_exclusion"),
        OwnRowSecurity("people_opening"),
        OwnRowSecurity("people_flag"),
        # What a second person decided, and what the data-protection officer did, stays.
        ChangesOnly(
            "people_opening",
            *("decided_by", "agreed_at", "refused_at", "until", "sealed"),
            refused=(
                "(OLD.until IS NOT NULL OR OLD.refused_at IS NOT NULL) AND"
                " ROW(NEW.decided_by, NEW.agreed_at, NEW.refused_at, NEW.until) IS DISTINCT FROM"
                " ROW(OLD.decided_by, OLD.agreed_at, OLD.refused_at, OLD.until)"
            ),
            because="what was decided about an opening stays",
        ),
        ChangesOnly(
            "people_flag",
            *("told_at", "state", "sealed", "decided_at", "decided_by"),
            refused=(
                "OLD.state <> 'open' AND ROW(NEW.state, NEW.decided_by, NEW.decided_at)"
                " IS DISTINCT FROM ROW(OLD.state, OLD.decided_by, OLD.decided_at)"
            ),
            because="what was decided about a look stays",
        ),
    ]
