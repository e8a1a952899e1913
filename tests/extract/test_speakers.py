"""Who a source is: names, pronouns, roles, countries and people who are not named."""

from __future__ import annotations

import re

import pytest

from selon.errors import UnknownLanguageError
from selon.extract.speakers import resolve
from selon.record import Article, Kind, Span, Speaker, Statement

_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def speakers(marked: str, language: str, entities: tuple[tuple[str, str], ...] = ()) -> list[Speaker]:
    """The speakers of the sources that stand in double brackets, each the source of a statement of its own."""
    spans: list[Span] = []
    text, end = "", 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text, end = text + match[1], match.end()
    text += marked[end:]
    statements = [Statement((Span(span.end, span.end),), source=(span,)) for span in spans]
    named = [(Span(text.index(name), text.index(name) + len(name)), label) for name, label in entities]
    resolved = resolve(Article(text, language), statements, named).statements
    assert all(statement.speaker for statement in resolved)
    return [statement.speaker for statement in resolved if statement.speaker]


def names(marked: str, language: str) -> list[str]:
    return [speaker.name for speaker in speakers(marked, language)]


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("Wen Haoran est arrivé à Lyon. [[M. Wen]] a déclaré que tout allait bien.", "fr", ["Wen Haoran"]),
        ("Le maire a reçu Claire Danvers. [[Danvers]] promet un parc.", "fr", ["Claire Danvers"]),
        ("Paul Arnoux et Julie Arnoux ont parlé. [[Mme Arnoux]] a démenti.", "fr", ["Julie Arnoux"]),
        ("The panel heard Laura Pembroke. [[Ms. Pembroke]] denied it.", "en", ["Laura Pembroke"]),
        ("[[President Henry Calloway]] said so. [[Calloway]] left.", "en", ["Henry Calloway"] * 2),
        ("[[le ministre belge de la Santé, Marc Dutrieux]] annonce un plan.", "fr", ["Marc Dutrieux"]),
        ("[[Canadian trade minister Helen Brodie]] said so.", "en", ["Helen Brodie"]),
        ("[[Paul Arnoux et Julie Vernet]] ont démenti.", "fr", ["Paul Arnoux et Julie Vernet"]),
    ],
)
def test_a_surname_or_title_leads_to_the_fullest_name(marked: str, language: str, expected: list[str]) -> None:
    assert names(marked, language) == expected


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("Hélène Marceau a voté. Le sénateur Jean Roux a voté. « Oui », a-t-[[elle]] dit.", "fr", "Hélène Marceau"),
        ("Julie Vernet a parlé à Marc Roux. [[Elle]] a ajouté que rien n'était fait.", "fr", "Julie Vernet"),
        ("Le collectif Marc Roux. [[Le syndicat]] a parlé. [[Il]] appelle à la grève.", "fr", "syndicat"),
        ("Laura Pembroke met Henry Calloway. [[He]] said nothing.", "en", "Henry Calloway"),
        ("The report cleared Laura Pembroke. [[She]] thanked the panel.", "en", "Laura Pembroke"),
        ("Le député Marc Roux a vu Jean Petit. [[Ce dernier]] dément.", "fr", "Jean Petit"),
        ("Laura Pembroke met Helen Brodie. [[The former]] declined to comment.", "en", "Laura Pembroke"),
        ("Jean Petit, [[qui]] a démenti, reste en poste.", "fr", "Jean Petit"),
    ],
)
def test_a_pronoun_means_whom_its_gender_and_place_allow(marked: str, language: str, expected: str) -> None:
    assert names(marked, language)[-1] == expected


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("Wen Haoran, porte-parole de la mairie, est venu. [[Le porte-parole]] a démenti.", "fr", "Wen Haoran"),
        ("Le Premier ministre Jean Petit est venu. [[Le chef du gouvernement]] a menti.", "fr", "Jean Petit"),
        ("Laura Pembroke, a spokeswoman for the port, came. [[The spokeswoman]] denied it.", "en", "Laura Pembroke"),
        ("[[La Commission européenne]] a tranché. [[La Commission]] attend.", "fr", "Commission européenne"),
        ("[[Greenpeace]] proteste. [[L'association]] demande un débat.", "fr", "Greenpeace"),
    ],
)
def test_a_definite_phrase_takes_up_whom_the_article_described(marked: str, language: str, expected: str) -> None:
    assert names(marked, language)[-1] == expected


def test_one_of_several_unnamed_officials_is_told_by_their_description_and_taken_up_again() -> None:
    marked = (
        "selon [[deux diplomates suisses]]. Non, dit [[l’un des diplomates]]. [[Ce diplomate]] a refusé d'en dire plus."
    )
    found = speakers(marked, "fr")
    assert [speaker.name for speaker in found] == ["deux diplomates suisses", *["un des deux diplomates suisses"] * 2]
    assert {speaker.kind for speaker in found} == {Kind.ANONYMOUS}


@pytest.mark.parametrize(
    ("source", "language", "name", "kind"),
    [
        ("Une source proche du dossier", "fr", "source proche du dossier", Kind.ANONYMOUS),
        ("Le préfet", "fr", "préfet", Kind.PERSON),
        ("Le ministère de la Santé", "fr", "ministère de la Santé", Kind.ORGANISATION),
        ("Les autorités suisses", "fr", "autorités suisses", Kind.COUNTRY),
        ("Les autorités locales", "fr", "autorités locales", Kind.ANONYMOUS),
        ("Un sondage Opimètre", "fr", "sondage Opimètre", Kind.DOCUMENT),
        ("Senior officials", "en", "Senior officials", Kind.ANONYMOUS),
        ("The finance ministry", "en", "finance ministry", Kind.ORGANISATION),
        ("The Norwegian government", "en", "Norwegian government", Kind.COUNTRY),
        ("A leaked report", "en", "leaked report", Kind.DOCUMENT),
    ],
)
def test_a_source_without_a_name_keeps_its_description(source: str, language: str, name: str, kind: Kind) -> None:
    (speaker,) = speakers(f"[[{source}]] dit que oui.", language)
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("source", "language", "country", "stands_for"),
    [
        ("La Norvège", "fr", "NOR", None),
        ("Pékin", "fr", "CHN", "Chine"),
        ("Le Kremlin", "fr", "RUS", "Russie"),
        ("la Maison Blanche", "fr", "USA", "États-Unis"),
        ("The White House", "en", "USA", "United States"),
        ("South Korea", "en", "KOR", None),
    ],
)
def test_a_capital_or_seat_stands_for_its_state(
    source: str, language: str, country: str, stands_for: str | None
) -> None:
    (speaker,) = speakers(f"[[{source}]] a réagi.", language)
    assert (speaker.kind, speaker.country, speaker.stands_for) == (Kind.COUNTRY, country, stands_for)


def test_role_organisation_and_country_are_in_the_words_of_the_article() -> None:
    (speaker,) = speakers("[[Wen Haoran, porte-parole de l’ambassade de Chine à Oslo]], a parlé.", "fr")
    assert (speaker.role, speaker.organisation, speaker.country) == ("porte-parole", "ambassade de Chine à Oslo", "CHN")


def test_an_acronym_leads_to_the_full_name_in_brackets() -> None:
    found = names("[[La Ligue des marins du Nord (LMN)]] proteste. [[La LMN]] appelle à la grève.", "fr")
    assert found == ["Ligue des marins du Nord"] * 2


def test_a_quotation_without_a_cue_belongs_to_the_speaker_it_continues() -> None:
    text = "« Non », a dit Jean Petit. « Jamais. »"
    told = Statement((Span(0, 7),), (Span(9, 14),), (Span(15, 25),))
    continued = Statement((Span(27, len(text)),))
    for statement in resolve(Article(text, "fr"), [told, continued]).statements:
        assert statement.speaker is not None
        assert statement.speaker.name == "Jean Petit"


def test_i_within_a_statement_is_its_speaker() -> None:
    text = "“I said no”, Laura Pembroke said."
    told = Statement((Span(0, 11),), (Span(28, 32),), (Span(13, 27),))
    nested = Statement((Span(8, 10),), (Span(3, 7),), (Span(1, 2),), parent=0)
    speakers = [statement.speaker for statement in resolve(Article(text, "en"), [told, nested]).statements]
    assert speakers[0] == speakers[1]


def test_entities_of_a_model_are_taken_as_names() -> None:
    (speaker,) = speakers("[[Zorblax]] se réjouit.", "fr", entities=(("Zorblax", "PER"),))
    assert speaker.kind is Kind.PERSON


@pytest.mark.parametrize("span", [Span(0, 6), Span(3, 6), Span(0, 8)])
def test_a_source_a_little_too_long_or_short_still_finds_its_speaker(span: Span) -> None:
    text = "M. Wen dit oui. Wen Haoran est maire."
    (statement,) = resolve(Article(text, "fr"), [Statement((), source=(span,))]).statements
    assert statement.speaker is not None
    assert statement.speaker.name == "Wen Haoran"


def test_a_language_that_is_not_read_is_an_error() -> None:
    with pytest.raises(UnknownLanguageError):
        resolve(Article("Hallo.", "de"), [Statement((Span(0, 1),))])


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("Hélène Marceau a perdu. [[Son entourage]] dément.", "fr", "entourage d'Hélène Marceau"),
        ("Laura Pembroke left. [[Her family]] declined to comment.", "en", "Laura Pembroke's family"),
    ],
)
def test_a_possessive_names_its_owner(marked: str, language: str, expected: str) -> None:
    assert names(marked, language) == [expected]


def test_a_portfolio_belongs_to_the_role() -> None:
    (speaker,) = speakers("[[Le ministre suisse de la Défense, Marc Roux]], dit non.", "fr")
    assert (speaker.role, speaker.organisation, speaker.country) == ("ministre suisse de la Défense", None, "CHE")


def test_a_source_that_begins_within_a_name_is_that_name() -> None:
    assert names("Le sénateur Jean-Marc [[Vallois]] a voté.", "fr") == ["Jean-Marc Vallois"]


def test_a_source_that_begins_within_a_named_role_is_its_bearer() -> None:
    (speaker,) = speakers("Selon la porte-parole du port, Anne [[Blanc]], tout va bien.", "fr")
    assert (speaker.name, speaker.kind) == ("Anne Blanc", Kind.PERSON)


def test_a_member_that_a_group_includes_does_not_speak_for_it() -> None:
    [speaker] = speakers("[[Des élus locaux, dont la maire, Claire Danvers]], ont critiqué le projet.", "fr")
    assert (speaker.name, speaker.kind) == ("élus locaux", Kind.ANONYMOUS)
