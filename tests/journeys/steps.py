"""What people do on a page, whatever the story."""

import re

import pypdfium2
from django.utils.translation import gettext, override

from tandem.toolbox.reference import CONSONANTS, SYLLABLES, VOWELS


def press(page, text, language="nl"):
    with override(language):
        # French sets a narrow space before a colon, which a browser reads as any other.
        name = re.compile("^" + r"\s+".join(map(re.escape, gettext(text).split())))
    main = page.locator("main")
    main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()


def fill(page, **said):
    """Answers by the names of the questions, whatever the language."""
    for name, value in said.items():
        field = page.locator(f'[name="{name}"]')
        values = value if isinstance(value, list) else [value]
        if field.first.get_attribute("type") in {"radio", "checkbox"}:
            for one in values:
                page.locator(f'[name="{name}"][value="{one}"]').check()
        else:
            field.first.fill(values[0])


def receipt_on(page):
    """The reference and the word, as the person would copy them."""
    return receipt_in(page.locator("main").inner_text())


def receipt_in(text):
    said = " ".join(text.split())
    reference = re.search(r"\b([2-9A-Z]{4} [2-9A-Z]{4})\b", said)
    word = re.search(rf"\b((?:[{CONSONANTS}][{VOWELS}]){{{SYLLABLES}}})\b", said)
    assert reference and word, said
    return reference[1], word[1]


def follow(page, reference, word, language):
    page.goto("/follow/")
    fill(page, reference=reference.lower(), word=word.upper())
    press(page, "Show my request", language)


def the_letters(page, town, language):
    """All that is said in the waiting letters."""
    return "\n".join(printed_letters(page, town, language))


def printed_letters(page, town, language):
    """All waiting letters, as the one PDF that is printed; what each of its pages says."""
    page.goto("/desk/letters/")
    press(page, "Print all letters", language)
    town.work()
    page.reload()
    address = page.locator('main a[href$=".pdf"]').first.get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(answer.body())
    return [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
