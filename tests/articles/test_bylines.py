"""Bylines, datelines and days of publication, as the lines that carry them are written."""

from datetime import date

import pytest

from selon.articles.bylines import find_authors, find_dateline, is_byline, is_publication_line
from selon.articles.dates import find_day
from selon.articles.phrases import phrases


@pytest.mark.parametrize(
    ("paragraph", "language", "dateline", "day"),
    [
        ("Washington (CNN) — La ville a dit non.", "fr", "Washington (CNN)", None),
        ("13 mai 2017 . –", "fr", "13 mai 2017", date(2017, 5, 13)),
        ("1er janvier 2016, 14h30 . –", "fr", "1er janvier 2016, 14h30", date(2016, 1, 1)),
        ("Paris, le 14 mars 2022 – Le maire a dit non.", "fr", "Paris, le 14 mars 2022", date(2022, 3, 14)),
        ("PORT SAINT-JEAN, April 25 (Reuters) - The mayor said no.", "en", "PORT SAINT-JEAN, April 25 (Reuters)", None),
        ("LA CROSSE, Wis. (AP) — The mayor said no.", "en", "LA CROSSE, Wis. (AP)", None),
        ("GENEVA – The mayor said no.", "en", "GENEVA", None),
    ],
)
def test_dateline_opens_a_paragraph(paragraph: str, language: str, dateline: str, day: date | None) -> None:
    assert find_dateline(paragraph, phrases(language)) == (dateline, day)


@pytest.mark.parametrize(
    "paragraph",
    [
        "On March 11, 2021 – one year ago – the mayor said no.",
        "Tarnac – who was there – said no.",
        "The mayor (a sailor) said no.",
        "",
    ],
)
def test_a_sentence_is_no_dateline(paragraph: str) -> None:
    assert find_dateline(paragraph, phrases("en")) is None


@pytest.mark.parametrize(
    ("line", "language", "authors"),
    [
        ("Par Odile Tarnac", "fr", "Odile Tarnac"),
        ("Par Odile Tarnac et Hugo Venel (à Brélis)", "fr", "Odile Tarnac, Hugo Venel"),
        ("By Jane Moor, Tom Hale and Ann de Vries, CNN", "en", "Jane Moor, Tom Hale, Ann de Vries"),
        ("By JANE MOOR | March 14, 2022", "en", "JANE MOOR"),
        ("Par conséquent, il viendra", "fr", None),
        ("By Monday the harbour will open.", "en", None),
    ],
)
def test_byline_names_its_authors(line: str, language: str, authors: str | None) -> None:
    assert find_authors(line, phrases(language)) == authors


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Publié le 14 mars 2022 à 10h23 - Mis à jour le 15 mars 2022 à 8h", "fr"),
        ("Updated 3:45 PM ET, Mon March 14, 2022", "en"),
        ("2022-03-14", "en"),
        ("AFP", "fr"),
        ("Publié le 14 mars 2022 à 10h23 par Anne Corvec", "fr"),
        ("March 14, 2022, by Ann Hale", "en"),
    ],
)
def test_a_line_of_publication_is_a_byline(line: str, language: str) -> None:
    assert is_byline(line, phrases(language))


def test_the_author_may_stand_behind_the_day() -> None:
    assert (
        find_authors("Publié le 14/03/2022 à 10h23 par Anne Corvec et Loïc Roux", phrases("fr"))
        == "Anne Corvec, Loïc Roux"
    )


@pytest.mark.parametrize(
    "line",
    ["Le 14 mars 2022, la maire a dit non", "Le 14 mars 2022, élue par Anne Corvec", "14 mars 2022, campar Anne"],
)
def test_a_dated_sentence_is_no_byline(line: str) -> None:
    assert not is_byline(line, phrases("fr"))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 14th, 2022", date(2022, 3, 14)),
        ("14 March 2022", date(2022, 3, 14)),
        ("25/03/2022", date(2022, 3, 25)),
        ("03/25/2022", date(2022, 3, 25)),
        ("03/04/2022", None),
        ("31 February 2022", None),
        ("14 March", None),
    ],
)
def test_only_a_full_and_certain_day_is_a_day(line: str, day: date | None) -> None:
    found = find_day(line, phrases("en"))
    assert (found.day if found else None) == day


def test_french_puts_the_day_first() -> None:
    found = find_day("Publié le 03/04/2022 à 10h23", phrases("fr"))
    assert found
    assert found.day == date(2022, 4, 3)
    assert is_publication_line("Publié le 03/04/2022 à 10h23", phrases("fr"))
    assert find_day("03/25/2022", phrases("fr")) == (date(2022, 3, 25), 0, 10)
    assert find_day("03/04/2022", phrases("fr"), is_certain=False) is None
