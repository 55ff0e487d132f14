import pytest

from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.never_kept import NEVER_KEPT

SAID = "Help me with my letters. My password is hunter2"


@pytest.mark.django_db
def test_a_secret_is_not_kept_even_in_a_draft_and_is_refused_with_the_reason():
    service = known("give-mandate")
    draft = drafts.begin(service, "en", door=Door.WEB)

    kept = drafts.keep(draft.code, {"purpose": [SAID]}, asked=["purpose"], door=Door.WEB)

    assert kept.answers["purpose"] == ["Help me with my letters. My password is •••"]
    assert "hunter2" not in str(drafts.take_up(draft.code).answers)
    found = service.form(kept.answers).check(only=["purpose"])
    assert found == {"purpose": [str(NEVER_KEPT)]}


def test_what_only_looks_like_one_is_an_answer():
    form = known("give-mandate").form({"purpose": ["I lost my password, it is blocked."]})

    assert form.check(only=["purpose"]) == {}


@pytest.mark.parametrize("name", ["reach_safe_contact", "where_landmark"])
def test_a_small_field_takes_none_either(name):
    question = name.partition("_")[0]
    said = {"reach_channel": ["desk"], name: ["PIN: 4821"]}

    said |= {"where_postal_code": ["1030"]} if question == "where" else {}
    assert str(NEVER_KEPT) in known("give-mandate").form(said).check(only=[question])[question]
