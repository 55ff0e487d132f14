"""Every tenant row is locked twice; the models are found by walking them, none is listed here."""

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from tandem.project.databases import databases
from tandem.services.models import Draft
from tandem.tenancy.scope import Unscoped, within
from tandem.territory.models import Signpost
from tandem.territory.scopes import across_borders
from tests.factories import OrganisationFactory, scope_of
from tests.factories.rows import held_models, made_row, unsaved_row

HELD = [pytest.param(model, id=model._meta.label) for model in held_models()]


def unnarrowed(model):
    """The table without its manager: what a careless query would see."""
    return models.QuerySet(model)


@pytest.mark.django_db
@pytest.mark.parametrize("model", HELD)
def test_the_neighbour_reads_nothing(model):
    ours, theirs = OrganisationFactory.create_batch(2)
    made_row(model, ours)

    with within(scope_of(theirs)):
        assert unnarrowed(model).count() == 0
        assert model.objects.count() == 0

    with within(scope_of(ours)):
        assert unnarrowed(model).count() >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", HELD)
def test_a_commune_and_its_welfare_centre_share_a_territory_but_no_files(model):
    commune = OrganisationFactory()
    centre = OrganisationFactory(area=commune.area, takes_in=False)
    made_row(model, centre)

    with within(scope_of(commune)):
        assert unnarrowed(model).count() == 0


CROSS_AN_OPEN_BORDER = {
    "people.Likeness",
    "people.Person",
    "register.Run",
    "solidarity.Arrangement",
    "solidarity.HelpKind",
    "solidarity.Need",
    "solidarity.Offer",
    "solidarity.Refusal",
}
"""What neighbours with an agreement see of each other: keys, kinds and half-days; no identity."""


@pytest.mark.django_db
@pytest.mark.parametrize("model", HELD)
def test_an_open_border_shows_what_was_agreed_and_nothing_more(model):
    ours, theirs = OrganisationFactory.create_batch(2)
    made_row(model, theirs)
    seen = model._meta.label in CROSS_AN_OPEN_BORDER

    with within(scope_of(ours) | across_borders([(theirs.area_id, theirs.pk)])):
        assert (unnarrowed(model).filter(organisation_id=theirs.pk).count() > 0) == seen


@pytest.mark.django_db
@pytest.mark.parametrize("model", HELD)
def test_nobody_writes_into_another_territory(model):
    ours, theirs = OrganisationFactory.create_batch(2)
    with within(scope_of(ours)):
        row = unsaved_row(model, ours)

    with (
        within(scope_of(theirs)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        row.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("model", HELD)
def test_nobody_moves_or_removes_a_row_of_another_territory(model):
    ours, theirs = OrganisationFactory.create_batch(2)
    row = made_row(model, ours)

    with within(scope_of(theirs)):
        assert touched(unnarrowed(model).filter(pk=row.pk)) == 0

    with within(scope_of(ours)):
        assert unnarrowed(model).filter(pk=row.pk).count() == 1


def touched(rows):
    """How many rows a removal by hand takes; none either where the role may not remove at all."""
    try:
        with transaction.atomic():
            return rows._raw_delete(using="default")
    except DatabaseError as error:
        assert "permission denied" in str(error)
        return 0


@pytest.mark.django_db
@pytest.mark.parametrize("model", HELD)
def test_outside_a_scope_nothing_is_asked_at_all(model):
    # The database asks for the scope at the first row it looks at.
    made_row(model, OrganisationFactory())

    with within(None):
        with pytest.raises(Unscoped):
            model.objects.count()

        with pytest.raises(DatabaseError, match="outside a scope"), transaction.atomic():
            unnarrowed(model).count()


@pytest.mark.django_db
@pytest.mark.parametrize("model", [*HELD, pytest.param(Draft, id="services.Draft")])
def test_its_table_is_locked_even_for_its_owner(model):
    assert locks_of(model) == (True, True)


@pytest.mark.django_db
def test_signposts_are_locked_but_not_for_the_owner_whose_function_reads_them():
    assert locks_of(Signpost) == (True, False)
    with within(scope_of(OrganisationFactory())):
        assert unnarrowed(Signpost).count() == 0


def locks_of(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        return cursor.fetchone()


@pytest.mark.django_db
def test_every_table_with_a_territory_is_among_them():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'territory_id'"
        )
        found = {name for (name,) in cursor.fetchall()}

    # A draft belongs to nobody until its commune is known; it opens with its code.
    known = {model._meta.db_table for model in held_models()}
    assert found - known == {"territory_signpost", "services_draft"}


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_without_the_lock_the_neighbour_would_see_them_all():
    """The twin of the tests above: it shows that they are able to fail."""
    ours, theirs = OrganisationFactory.create_batch(2)
    for model in held_models():
        with transaction.atomic():
            made_row(model, ours)

    with owner() as asked:
        for model in held_models():
            table = model._meta.db_table
            assert seen_by(asked, table, theirs) == 0
            asked.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            assert seen_by(asked, table, theirs) >= 1, table
        asked.rollback()


def owner():
    params = connection.get_connection_params()
    own = databases(settings.DATA, "owner")["default"]
    return psycopg.connect(
        dbname=params["dbname"],
        user=own["USER"],
        password=own.get("PASSWORD") or None,
        host=params.get("host"),
        port=params.get("port"),
    )


def seen_by(asked, table, organisation):
    scope = scope_of(organisation).settings()
    names = ("may_read", "may_write", "organisations", "presented")
    for name, value in zip(names, scope, strict=True):
        asked.execute("SELECT set_config(%s, %s, true)", [f"tandem.{name}", value])
    return asked.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
