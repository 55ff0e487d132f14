"""What is nobody's yet has a key of its own: thrown away with it, or passed on to whose it turns out to be."""

import uuid

import pytest
from django.db import connection, models, transaction

from tandem.people import openings, resealing, things
from tandem.people.models import Flag, PersonKey, ThingKey
from tandem.people.resealing import seal_anew
from tandem.people.words import seal_for, text_of
from tandem.tenancy.scope import transaction_within, within
from tandem.toolbox.sealing import VERSION, Unreadable, seal
from tests.factories import OrganisationFactory, PersonFactory, scope_of
from tests.factories.everything import Everything
from tests.factories.rows import made_row

PLACE = "thing:7"


@pytest.fixture
def town():
    made = OrganisationFactory()
    with within(scope_of(made)):
        yield made


def left(blob):
    return ThingKey.objects.filter(number__in=things.numbers_in([blob])).count()


@pytest.mark.django_db
def test_the_key_goes_with_the_thing_emptied_sealed_anew_or_deleted(town):
    flag = made_row(Flag, town)
    rows = Flag.objects.filter(pk=flag.pk)
    first, second = (things.seal(flag, b"words", flag.place) for _each in range(2))

    rows.update(sealed=first)
    assert text_of(None, first, flag.place) == "words"
    rows.update(sealed=second)
    assert (left(first), left(second)) == (0, 1)
    assert text_of(None, first, flag.place) == ""
    rows.update(sealed=None)
    assert left(second) == 0


@pytest.mark.django_db
def test_another_change_of_the_row_leaves_the_key(town):
    flag = made_row(Flag, town)
    blob = things.seal(flag, b"words", flag.place)
    Flag.objects.filter(pk=flag.pk).update(sealed=blob)

    Flag.objects.filter(pk=flag.pk).update(told_at=None)

    assert left(blob) == 1


@pytest.mark.django_db
def test_passed_on_it_goes_with_her_key_also_where_another_organisation_holds_it(town):
    person = PersonFactory(organisation=town)
    neighbour = OrganisationFactory()
    with within(scope_of(neighbour)):
        row = PersonFactory(organisation=neighbour)
        blob = things.seal(row, b"as it was scanned", PLACE)
        other = things.seal(row, b"of nobody", PLACE)
        assert things.pass_on([blob, None], person) == 1

    PersonKey.objects.filter(person=person).delete()
    connection.check_constraints()

    with within(scope_of(neighbour)):
        assert text_of(None, blob, PLACE) == ""
        assert text_of(None, other, PLACE) == "of nobody"


@pytest.mark.django_db
def test_the_role_of_the_pages_moves_no_key_from_one_thing_to_another(town):
    row = PersonFactory(organisation=town)
    blob = things.seal(row, b"words", PLACE)
    all_of_it = models.QuerySet(ThingKey)

    for column, value in (("number", uuid.uuid4()), ("wrapped", b"another")):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            all_of_it.update(**{column: value})
    assert text_of(None, blob, PLACE) == "words"


BOTH = pytest.mark.django_db(transaction=True, databases=["default", "looks"])


def under_the_installation(column, organisation):
    rows = column.model._default_manager.filter(column.only, organisation=organisation)
    kept = rows.values_list(column.name, flat=True)
    return sum(bytes(blob or b"")[:1] == VERSION for blob in kept)


@BOTH
def test_what_was_sealed_before_is_sealed_anew_once_and_reads_as_before(acting_as):
    town = OrganisationFactory(area__postal_code="1030")
    hers = Everything(town)
    with transaction_within(scope_of(town)):
        before = {
            (column.table, column.name): under_the_installation(column, town)
            for column in resealing.columns(held=True)
        }
        flag, opening = hers.rows[Flag], hers.rows[openings.Opening]
    assert sum(before.values()) >= 10

    with acting_as("owner"):
        done = seal_anew(town, at_once=1)
        assert seal_anew(town) == {}

    assert sum(done.values()) == sum(before.values())
    with transaction_within(scope_of(town)):
        for column in resealing.columns(held=True):
            assert under_the_installation(column, town) == 0, column
        flag.refresh_from_db()
        opening.refresh_from_db()
        assert openings.reason_of(opening) == hers.words["people.opening.sealed"]
        assert text_of(None, flag.sealed, flag.place) == hers.words["people.flag.sealed"]
        assert told_of(hers) == set()
        PersonKey.objects.filter(person=hers.person).delete()
        assert len(told_of(hers)) >= 10


def told_of(hers):
    """Which of her words, registered here, do not open any more."""
    shut = set()
    for column in resealing.columns(held=True):
        for row in column.model._default_manager.filter(organisation=hers.person.organisation):
            blob = getattr(row, column.name)
            if blob and opened(column, row, blob, hers) == "":
                shut.add((column.table, column.name))
    return shut


def opened(column, row, blob, hers):
    place = column.place(row)
    if column.table == "solidarity_feedback":
        return "" if not PersonKey.objects.filter(person=hers.person).exists() else "kept"
    try:
        return text_of(hers.person.pk, blob, place) or ""
    except UnicodeDecodeError:
        return "a picture"
    except Unreadable:
        return "nothing that was sealed"


@pytest.mark.django_db
def test_the_role_of_the_pages_seals_nothing_anew_that_is_not_to_be_rewritten(town):
    person = PersonFactory(organisation=town)
    blob = seal_for(person.pk, person, b"words", PLACE)

    with pytest.raises(Exception, match="must be owner"), transaction.atomic():
        flag = made_row(Flag, town)
        Flag.objects.filter(pk=flag.pk).update(sealed=seal("words", flag.place))
        seal_anew(town)
    assert text_of(person.pk, blob, PLACE) == "words"
