import json

from tandem.mine import own_file
from tandem.people.gathering import pieces
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.factories.everything import Everything


def test_everything_kept_of_her_is_in_the_file_and_on_the_paper(db):
    hers = Everything(OrganisationFactory(area__postal_code="1030"))
    with within(scope_of(hers.organisation)):
        told = json.loads(own_file.as_file(hers.person))
        pages = own_file.as_pages(hers.person)

    text = json.dumps(told, ensure_ascii=False)
    missing = {place: word for place, word in hers.words.items() if word not in text}
    assert len(hers.words) > 30
    assert missing == {}
    on_paper = " ".join(
        said for section in pages.sections for line in section.lines for _label, said in line.facts
    )
    assert {word for word in hers.words.values() if word not in on_paper} == set()
    assert (told["format"], told["version"]) == ("tandem-own-data", 1)
    # Nothing of what was made for her was passed over: each kind of row has its place in the file.
    named = {piece["name"] for piece in told["kept"]}
    assert {piece.name for piece in pieces() if piece.model in hers.rows} <= named
