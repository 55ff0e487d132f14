import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tandem.tenancy.operations import ChangesOnly, OwnRowSecurity

# A second's word, once given, is not taken back by a pen; nor does what has ended begin again.
KEEPS = (
    "OLD.agreed_by_id IS NOT NULL AND (NEW.agreed_by_id, NEW.agreed_at)"
    " IS DISTINCT FROM (OLD.agreed_by_id, OLD.agreed_at)"
    " OR OLD.stopped_at IS NOT NULL OR OLD.begun_at IS NOT NULL"
)
# Whoever invites may have invented who agrees, or say that nobody else is there: the rows refuse it,
# whatever the program says. And nobody who serves pages gives a role without such a row, but the
# first one of a new organisation.
FORWARD = """
CREATE FUNCTION public.territory_could_agree(asker bigint, asked bigint, place bigint, before timestamptz)
RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT m.account_id FROM public.territory_membership m
    JOIN public.accounts_account a ON a.id = m.account_id
    WHERE m.organisation_id = place AND m.left_at IS NULL AND m.since <= before
      AND m.account_id NOT IN (asker, asked) AND a.is_active AND a.password NOT LIKE '!%'
$$;
CREATE FUNCTION public.territory_second_yes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    long timestamptz := NEW.asked_at - interval '30 days';
BEGIN
    IF NEW.alone AND EXISTS (
        SELECT FROM public.territory_could_agree(NEW.asked_by_id, NEW.account_id, NEW.organisation_id, 'infinity')
    ) THEN
        RAISE EXCEPTION 'nobody_invites_alone_where_others_work' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.agreed_by_id IS NOT NULL AND NEW.agreed_by_id NOT IN (
        SELECT public.territory_could_agree(NEW.asked_by_id, NEW.account_id, NEW.organisation_id,
            CASE WHEN EXISTS (
                SELECT FROM public.territory_could_agree(
                    NEW.asked_by_id, NEW.account_id, NEW.organisation_id, long)
            ) THEN long ELSE 'infinity' END)
    ) THEN
        RAISE EXCEPTION 'no_newcomer_lets_another_in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER second_yes BEFORE INSERT OR UPDATE OF agreed_by_id, alone ON territory_invitation
    FOR EACH ROW EXECUTE FUNCTION public.territory_second_yes();

CREATE FUNCTION public.territory_role_by_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'tandem_web'
       AND EXISTS (SELECT FROM public.territory_membership m WHERE m.organisation_id = NEW.organisation_id)
       AND NOT EXISTS (
            SELECT FROM public.territory_invitation i
            WHERE i.organisation_id = NEW.organisation_id AND i.account_id = NEW.account_id
              AND i.role = NEW.role AND i.stopped_at IS NULL AND i.begun_at IS NULL
              AND (i.alone OR i.agreed_by_id IS NOT NULL)
       ) THEN
        RAISE EXCEPTION 'a role begins by an invitation that two agreed to'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_invitation BEFORE INSERT ON territory_membership
    FOR EACH ROW EXECUTE FUNCTION public.territory_role_by_invitation();
"""
BACKWARD = """
DROP TRIGGER by_invitation ON territory_membership;
DROP FUNCTION public.territory_role_by_invitation();
DROP TRIGGER second_yes ON territory_invitation;
DROP FUNCTION public.territory_second_yes();
DROP FUNCTION public.territory_could_agree(bigint, bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0057_inhabitants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("operator", "Operator"),
                            ("coordinator", "Coordinator"),
                            ("officer", "Officer"),
                            ("administrator", "Administrator"),
                            ("data_officer", "Data-protection officer"),
                        ],
                        max_length=14,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("alone", models.BooleanField(default=False)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("begun_at__isnull", True), ("stopped_at__isnull", True)
                        ),
                        fields=("account", "organisation", "role"),
                        name="one_open_invitation_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", models.F("account")), _negated=True),
                            models.Q(
                                ("agreed_by__isnull", True),
                                models.Q(("agreed_by", models.F("account")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="nobody_invites_herself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_people_let_a_newcomer_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("begun_at__isnull", True),
                            models.Q(
                                ("stopped_at__isnull", True),
                                models.Q(
                                    ("agreed_by__isnull", False), ("alone", True), _connector="OR"
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="no_role_begins_without_a_second",
                    ),
                ],
            },
        ),
        OwnRowSecurity("territory_invitation"),
        ChangesOnly(
            "territory_invitation",
            *("agreed_by_id", "agreed_at", "alone", "stopped_at", "begun_at"),
            refused=KEEPS,
            because="an invitation that was agreed, taken back or used is not changed",
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
