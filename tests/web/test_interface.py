"""The words of the pages in several languages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from selon.record import Act, Form, Kind
from selon.web.interface import chosen_language, interface, languages


def _keys(language: str) -> dict[str, set[str]]:
    words = interface(language).words
    pairs = [(f"{section}.{key}", sentence) for section, inner in words.items() for key, sentence in inner.items()]
    return {key: set(re.findall(r"\{(\w+)\}", sentence)) for key, sentence in pairs}


def test_every_language_says_the_same_things_with_the_same_parts() -> None:
    for language in languages():
        assert _keys(language) == _keys("en")


def test_every_act_form_and_kind_has_words() -> None:
    for language in languages():
        words = interface(language).words
        assert set(words["act"]) == {act.value for act in Act}
        assert set(words["form"]) == {form.value for form in Form}
        assert set(words["kind"]) == {kind.value for kind in Kind if kind is not Kind.PLACE}


def test_no_words_are_kept_that_no_page_says() -> None:
    package = files("selon.web")
    folders = [package.joinpath(name) for name in ("templates", "pages", ".")]
    said = "\n".join(
        file.read_text("utf-8")
        for folder in folders
        for file in folder.iterdir()
        if file.name.endswith((".html", ".py"))
    )
    values = ("act", "form", "kind", "language", "count")
    for key in _keys("en"):
        section, name = key.split(".")
        assert (
            section in values or f"{key}'" in said or f'{key}"' in said or f"'{name}'" in said or f'"{name}"' in said
        ), key


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        (None, "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        (None, "de, en;q=0.5, fr;q=0.4", "en"),
        (None, "en;q=0.3, FR;q=0.4", "fr"),
        (None, "", "en"),
        (None, "fr;q=x, *;;", "en"),
        ("fr", "en", "fr"),
        ("xx", "fr", "fr"),
    ],
)
def test_the_language_is_what_the_person_chose_or_the_browser_asks_for(
    wanted: str | None, accepted: str, language: str
) -> None:
    assert chosen_language(wanted, accepted) == language


def test_numbers_days_and_shares_are_written_as_the_language_has_them() -> None:
    fr, en = interface("fr"), interface("en")
    assert en.counted("count.article", 1) == "1 article"
    assert fr.counted("count.article", 0) == "0 article"
    assert en.number(12345) == "12,345"
    assert fr.day("2022-03-14") == "14 mars 2022"
    assert (fr.day("2022-03"), fr.day("2022"), fr.day(None)) == ("mars 2022", "2022", "date inconnue")
    assert (en.share(0.5), fr.country("GBR")) == ("50%", "Royaume-Uni")
