"""Who is taken for whom, and how people change that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from quotation_reader import QuotationReader

from selon.errors import QueryError
from selon.ledger import Ledger
from selon.record import Article, Kind, Record, Speaker

Write = Callable[[str, str], Path]


class CastReader(QuotationReader):
    """Gives the statements of an article, one after the other, to the speakers it was made with."""

    def __init__(self, *speakers: Speaker) -> None:
        super().__init__()
        self._speakers = speakers

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for record in super().read_many(articles):
            pairs = zip(record.statements, self._speakers, strict=True)
            yield replace(record, statements=tuple(replace(one, speaker=speaker) for one, speaker in pairs))


def person(name: str, country: str | None = None) -> Speaker:
    return Speaker(name, Kind.PERSON, country=country)


@pytest.fixture
def keep(ledger: Ledger, write: Write) -> Callable[..., None]:
    """Keeps an article in which these speak."""

    def make(*speakers: Speaker) -> None:
        text = " ".join(f"« Mot {number} », a dit Jean Roux." for number in range(len(speakers)))
        ledger.add(write("mots.txt", f"Le maire a parlé hier à la ville. {text}"), reader=CastReader(*speakers))

    return make


def groups(ledger: Ledger) -> list[tuple[str, int]]:
    return sorted((speaker.name, speaker.statements) for speaker in ledger.speakers())


def test_a_full_name_is_one_person_with_and_without_the_country(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Anne Duval"), person("Anne Duval", "FRA"), person("ANNE B. DUVAL"), person("Anne Duval"))
    assert groups(ledger) == [("Anne Duval", 4)]


def test_namesakes_of_several_countries_stay_apart(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Anne Duval", "CAN"), person("Anne Duval", "FRA"), person("Anne Duval", "FRA"), person("Anne Duval"))
    assert groups(ledger) == [("Anne Duval", 1), ("Anne Duval", 1), ("Anne Duval", 2)]


def test_a_surname_alone_joins_nobody(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Anne Duval"), person("Duval"), person("Duval", "FRA"))
    assert groups(ledger) == [("Anne Duval", 1), ("Duval", 1), ("Duval", 1)]


def test_a_state_is_one_by_any_name(ledger: Ledger, keep: Callable[..., None]) -> None:
    states = [Speaker(name, Kind.COUNTRY, country="CHN") for name in ("Pékin", "Chine", "China")]
    keep(*states, Speaker("Chine", Kind.COUNTRY, country="CHN"))
    assert groups(ledger) == [("Chine", 4)]
    assert len(list(ledger.said_by("China"))) == 4


def test_merged_people_are_one_until_that_is_taken_back(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Joe Duval"), person("Joseph Duval", "FRA"), person("Joseph Duval"))
    joe, joseph = (ledger.actors(name)[0].id for name in ("Joe Duval", "joseph duval"))
    number = ledger.merge(joe, joseph)
    assert groups(ledger) == [("Joseph Duval", 3)]
    assert len(list(ledger.said_by("Joe Duval"))) == 3
    ledger.undo(number)
    assert groups(ledger) == [("Joe Duval", 1), ("Joseph Duval", 2)]
    assert ledger.decisions() == []


def test_who_comes_later_joins_what_was_merged(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Joe Duval"), person("Joseph Duval"))
    ledger.merge(*(ledger.actors(name)[0].id for name in ("Joe Duval", "Joseph Duval")))
    keep(person("Joseph Duval", "FRA"), person("Joe Duval", "FRA"), person("Paul Roux"))
    assert groups(ledger) == [("Joe Duval", 4), ("Paul Roux", 1)] or groups(ledger) == [
        ("Joseph Duval", 4),
        ("Paul Roux", 1),
    ]


def test_what_was_joined_wrongly_is_split(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Anne Duval"), person("Anne Duval", "FRA"))
    one, other = ledger.actors("Anne Duval")
    ledger.split(one.id, other.id)
    assert groups(ledger) == [("Anne Duval", 1), ("Anne Duval", 1)]
    ledger.merge(one.id, other.id)
    assert groups(ledger) == [("Anne Duval", 2)]
    assert [decision.same for decision in ledger.decisions()] == [False, True]


def test_a_chain_of_merges_is_one_person(ledger: Ledger, keep: Callable[..., None]) -> None:
    names = ["Anne Duval", "Anna Duval", "Annie Duval", "Nan Duval"]
    keep(*map(person, names))
    ids = [ledger.actors(name)[0].id for name in names]
    ledger.merge(ids[0], ids[1])
    ledger.merge(ids[2], ids[3])
    ledger.merge(ids[3], ids[1])
    assert [count for _, count in groups(ledger)] == [4]
    ledger.split(ids[0], ids[2])
    assert sorted(count for _, count in groups(ledger)) == [1, 3]


def test_what_is_not_there_is_said_so(ledger: Ledger, keep: Callable[..., None]) -> None:
    keep(person("Anne Duval"))
    (only,) = ledger.actors("Anne Duval")
    with pytest.raises(QueryError, match="there is no actor 0000000000000001"):
        ledger.merge(only.id, "0000000000000001")
    with pytest.raises(QueryError, match="given twice"):
        ledger.split(only.id, only.id)
    with pytest.raises(QueryError, match="no decision 3"):
        ledger.undo(3)
