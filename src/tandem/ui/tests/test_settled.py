"""One template, each language from an environment of its own."""

import pytest
from django.template import engines
from django.utils import translation

ENGINE = engines["jinja2"]


def said(text, language, **values):
    with translation.override(language):
        return ENGINE.from_string(text).render(values)


@pytest.fixture
def sentence(monkeypatch):
    """A house that says `sentence` in whatever language it is asked."""

    def says(**spoken):
        monkeypatch.setattr(
            translation, "gettext", lambda _text: spoken[translation.get_language()]
        )

    return says


@pytest.mark.parametrize("text", ["{% trans %}Yes{% endtrans %}", "{{ _('Yes') }}"])
def test_a_template_says_each_sentence_in_the_language_of_the_page(sentence, text):
    sentence(fr="Oui", nl="Ja")

    assert said(text, "fr") == "Oui"
    assert said(text, "nl") == "Ja"


def test_a_template_that_is_found_again_still_speaks_the_language_of_the_page():
    pages = []
    for language in ("fr", "nl", "fr"):
        with translation.override(language):
            pages.append(ENGINE.get_template("ui/pager.html").render({"earlier": "?", "later": ""}))

    assert pages[0] == pages[2] != pages[1]


def test_a_sentence_with_values_waits_for_them_and_escapes_them():
    text = "{% trans name=name %}Hello {{ name }}{% endtrans %}"

    assert said(text, "en", name="Ana") == "Hello Ana"
    assert said(text, "en", name="<b>") == "Hello &lt;b&gt;"


def test_a_sentence_handed_to_a_component_is_not_escaped_twice(sentence):
    sentence(fr="L'aide & vous, 100 %%")

    assert said("{{ ui.tag(_('x')) }}", "fr").count("L'aide & vous, 100 %<") == 1
