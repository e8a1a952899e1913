"""Whom and what an article speaks of."""

from __future__ import annotations

from selon.extract.roster import Roster, roster_of
from selon.extract.speakers import resolve
from selon.record import Article, Kind, Span, Statement


def roster(text: str, language: str, entities: dict[str, str], sources: tuple[str, ...] = ()) -> Roster:
    """The roster of `text`, in which every occurrence of the names `entities` is one with that label."""
    found = [
        (Span(start, start + len(name)), label)
        for name, label in entities.items()
        for start in range(len(text))
        if text.startswith(name, start)
    ]
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in sources]
    statements = [Statement((Span(span.end, span.end),), source=(span,)) for span in spans]
    resolved = resolve(Article(text, language), statements, found)
    return roster_of(resolved.discourse, resolved.statements, resolved.speakers, found)


def test_all_names_of_a_person_are_one_actor_with_its_roles() -> None:
    text = "La ministre belge de la Santé, Claire Danvers, est là. Danvers promet. Mme Danvers part."
    found = roster(text, "fr", {"Claire Danvers": "PER", "Danvers": "PER"})
    (actor,) = found.actors
    assert (actor.name, actor.kind, actor.country) == ("Claire Danvers", Kind.PERSON, "BEL")
    assert actor.names == ("Claire Danvers", "Danvers")
    assert [role.words for role in actor.roles] == ["ministre belge de la Santé"]
    assert {entity.actor for entity in found.entities} == {0}


def test_a_state_is_one_actor_whatever_speaks_for_it() -> None:
    text = "La Chine se tait. Pékin a démenti. Le reste de la Chine attend à Pékin."
    found = roster(text, "fr", {"Chine": "LOC", "Pékin": "LOC"}, ("Pékin",))
    assert [(actor.name, actor.kind, actor.country) for actor in found.actors] == [
        ("Chine", Kind.COUNTRY, "CHN"),
        ("Pékin", Kind.PLACE, "CHN"),
    ]
    assert found.statements[0].actor == 0
    assert found.statements[0].speaker is not None
    assert found.statements[0].speaker.name == "Pékin"


def test_the_speaker_is_the_actor_of_the_same_name() -> None:
    text = "The Harbour Trust met. The Harbour Trust said no. Lena Holt said yes."
    found = roster(text, "en", {"Harbour Trust": "ORG", "Lena Holt": "PER"}, ("Lena Holt",))
    names = [actor.name for actor in found.actors]
    assert found.statements[0].actor == names.index("Lena Holt")
    assert len(names) == 2


def test_an_unnamed_source_is_an_actor_without_names() -> None:
    found = roster("Deux responsables américains ont démenti.", "fr", {}, ("Deux responsables américains",))
    (actor,) = found.actors
    assert (actor.kind, actor.names, actor.country) == (Kind.ANONYMOUS, (), "USA")


def test_an_organisation_has_the_country_that_its_name_tells() -> None:
    (actor,) = roster("L'armée turque avance.", "fr", {"armée turque": "ORG"}).actors
    assert (actor.name, actor.kind, actor.country) == ("armée turque", Kind.ORGANISATION, "TUR")


def test_a_capital_that_is_no_speaker_is_a_place_of_its_country() -> None:
    (actor,) = roster("Il vit à Rome.", "fr", {"Rome": "LOC"}).actors
    assert (actor.kind, actor.country) == (Kind.PLACE, "ITA")


def test_a_title_in_capitals_is_no_part_of_the_name() -> None:
    text = "Lena Holt spoke. MS. HOLT: Well, no."
    found = roster(text, "en", {"Lena Holt": "PER", "MS. HOLT": "PER"})
    assert [actor.name for actor in found.actors] == ["Lena Holt"]
