"""Answers given before are counted as far as they are known: the last one, and each no that is kept.

No statement reads rows of tenants outside a scope: what each column begins with is told with its type.
"""

from django.db import migrations, models

BEGIN_WITH = """
ALTER TABLE streets_voice
    ALTER COLUMN times_asked TYPE smallint
        USING CASE WHEN asked_at IS NULL THEN 0 ELSE greatest(1, refusals) END,
    ALTER COLUMN yeses TYPE smallint
        USING CASE WHEN verdict = 'yes' AND NOT verdict_noted THEN 1 ELSE 0 END,
    ALTER COLUMN yeses_noted TYPE smallint
        USING CASE WHEN verdict = 'yes' AND verdict_noted THEN 1 ELSE 0 END,
    ALTER COLUMN noes TYPE smallint
        USING CASE WHEN asked_at IS NULL THEN 0 WHEN verdict = 'no' THEN greatest(1, refusals)
            ELSE refusals END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("streets", "0050_addresses_are_locked"),
    ]
    operations = [
        *(
            migrations.AddField("voice", name, models.PositiveSmallIntegerField(default=0))
            for name in ("times_asked", "yeses", "yeses_noted", "noes")
        ),
        migrations.RunSQL(BEGIN_WITH, migrations.RunSQL.noop),
    ]
