"""Where the places lie that an article names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import UnknownLanguageError
from selon.extract.places import find_places
from selon.language.gazetteer import gazetteer, name_key
from selon.record import Place, PlaceKind, Span

_MARK = re.compile(r"\[(.*?)\]", re.DOTALL)


def places(marked: str, language: str, dateline: str | None = None) -> list[Place]:
    """The places of the spans that stand in brackets."""
    spans: list[Span] = []
    text, end = "", 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text, end = text + match[1], match.end()
    return list(find_places(text + marked[end:], spans, language, dateline))


def near(place: Place, latitude: float, longitude: float) -> bool:
    assert place.latitude is not None
    assert place.longitude is not None
    return abs(place.latitude - latitude) < 0.5 and abs(place.longitude - longitude) < 0.5


@pytest.mark.parametrize(
    ("marked", "language", "name", "country", "kind"),
    [
        ("Le ministre est à [Londres].", "fr", "London", "GBR", PlaceKind.CITY),
        ("Ils ont quitté [Alep].", "fr", "Aleppo", "SYR", PlaceKind.CITY),
        ("Le tribunal de [La Haye] a tranché.", "fr", "The Hague", "NLD", PlaceKind.CITY),
        ("Un train est parti de [Saint-Étienne].", "fr", "Saint-Étienne", "FRA", PlaceKind.CITY),
        ("Il neige en [Bavière].", "fr", "Bayern", "DEU", PlaceKind.REGION),
        ("Il pleut dans les [Yvelines].", "fr", "Yvelines", "FRA", PlaceKind.REGION),
        ("Le [Burkina-Faso] a répondu.", "fr", "Burkina Faso", "BFA", PlaceKind.COUNTRY),
        ("Le [Kosovo] a répondu.", "fr", "Kosovo", "XKX", PlaceKind.COUNTRY),
        ("Les plages de la [Méditerranée] sont vides.", "fr", "Méditerranée", None, PlaceKind.OTHER),
        ("The mayor of [Munich] spoke.", "en", "Munich", "DEU", PlaceKind.CITY),
        ("It rained in [Catalonia].", "en", "Catalunya", "ESP", PlaceKind.REGION),
        ("The [UK] replied.", "en", "United Kingdom", "GBR", PlaceKind.COUNTRY),
    ],
)
def test_a_place_is_known_by_the_name_its_language_has_for_it(
    marked: str, language: str, name: str, country: str | None, kind: PlaceKind
) -> None:
    place = places(marked, language)[0]
    assert (place.name, place.country, place.kind) == (name, country, kind)
    assert place.latitude is not None


@pytest.mark.parametrize(
    ("marked", "language", "point"),
    [
        ("Une usine brûle à [Valence] ([Drôme]).", "fr", (44.9, 4.9)),
        ("Les marchés de [Valence], en [Espagne].", "fr", (39.5, -0.4)),
        ("Un pont de [Vienne], en [Isère], est fermé.", "fr", (45.5, 4.9)),
        ("Elle vit à [Saint-Denis] ([La Réunion]).", "fr", (-20.9, 55.5)),
        ("They moved to [Paris], [Texas].", "en", (33.7, -95.6)),
        ("They moved to [Paris, Texas].", "en", (33.7, -95.6)),
        ("Un gymnase de [Saint-Denis] (974) est fermé.", "fr", (-20.9, 55.5)),
        ("Un gymnase de [Saint-Denis] (93) est fermé.", "fr", (48.9, 2.4)),
        ("A vote in [Manchester], [New Hampshire].", "en", (43.0, -71.5)),
        ("A jail in [Birmingham] in [Alabama].", "en", (33.5, -86.8)),
        ("[SPRINGFIELD], [Mo.] — A bridge fell.", "en", (37.2, -93.3)),
    ],
)
def test_what_is_said_to_contain_a_place_tells_which_it_is(
    marked: str, language: str, point: tuple[float, float]
) -> None:
    assert near(places(marked, language)[0], *point)


@pytest.mark.parametrize(
    ("marked", "language", "country"),
    [
        ("Les négociations de [Vienne] reprennent.", "fr", "AUT"),
        ("Les électeurs français de [Valence] ont voté.", "fr", "FRA"),
        ("Voters in [Georgia] and [Alabama] went to the polls in [Atlanta].", "en", "USA"),
        ("[Georgia] and [Armenia] met the Russian minister.", "en", "GEO"),
        ("The Egyptian army is in [Alexandria].", "en", "EGY"),
        ("[Alexandria] lies by [Richmond] and [Norfolk] in [Virginia].", "en", "USA"),
        ("The Lebanese army is in [Tripoli], north of [Beirut].", "en", "LBN"),
    ],
)
def test_the_other_places_and_nationalities_of_an_article_tell_which_it_is(
    marked: str, language: str, country: str
) -> None:
    assert places(marked, language)[0].country == country


@pytest.mark.parametrize(
    ("marked", "name", "kind"),
    [
        ("Un accident dans la [Vienne] fait deux morts.", "Vienne", PlaceKind.REGION),
        ("Le préfet du département de la [Charente] est venu.", "Charente", PlaceKind.REGION),
        ("La course s'est terminée au [Mans].", "Le Mans", PlaceKind.CITY),
        ("Le port du [Havre] est bloqué.", "Le Havre", PlaceKind.CITY),
        ("La [ville de Nantes] a voté.", "Nantes", PlaceKind.CITY),
        ("Elle est arrivée à [Monaco].", "Monaco", PlaceKind.COUNTRY),
    ],
)
def test_the_words_before_a_name_tell_a_city_from_a_region(marked: str, name: str, kind: PlaceKind) -> None:
    place = places(marked, "fr")[0]
    assert (place.name, place.kind) == (name, kind)


@pytest.mark.parametrize(
    ("marked", "language", "name"),
    [
        ("Des combats dans le [nord du Mali].", "fr", "Mali"),
        ("Il pleut sur le [sud-est de la France].", "fr", "France"),
        ("Fighting in [northern Syria] went on.", "en", "Syria"),
        ("The [south of Lebanon] is calm.", "en", "Lebanon"),
    ],
)
def test_a_part_of_a_place_lies_where_the_place_does(marked: str, language: str, name: str) -> None:
    assert places(marked, language)[0].name == name


@pytest.mark.parametrize(
    ("marked", "language", "country"),
    [
        ("They met in [South Sudan].", "en", "SSD"),
        ("They met in [Northern Ireland].", "en", "GBR"),
        ("They met in [North Korea].", "en", "PRK"),
        ("Ils sont au [Soudan du Sud].", "fr", "SSD"),
    ],
)
def test_a_name_that_begins_with_a_direction_is_whole(marked: str, language: str, country: str) -> None:
    assert places(marked, language)[0].country == country


def test_a_street_that_is_only_called_one_is_in_its_town() -> None:
    assert near(places("Un camion brûle dans une rue de [Rouen].", "fr")[0], 49.4, 1.1)
    assert places("Un camion brûle rue de [Rouen].", "fr")[0].latitude is None


def test_a_village_or_small_town_needs_no_other_place_beside_it() -> None:
    assert places("Un incendie a détruit une grange à [Domessin].", "fr")[0].country == "FRA"
    assert places("Les jeux de [Pyeongchang] sont finis.", "fr")[0].country == "KOR"


def test_a_name_means_one_place_all_through_an_article() -> None:
    found = places("À [Valence] ([Drôme]), on attend. [Valence] a voté. [Valence] proteste.", "fr")
    assert len({(place.latitude, place.longitude) for place in found if place.name == "Valence"}) == 1


def test_the_dateline_tells_the_country() -> None:
    assert places("The [Cambridge] council met.", "en", "BOSTON, Mass.")[0].country == "USA"
    assert places("The [Cambridge] council met.", "en", "LONDON, March 3 (Reuters)")[0].country == "GBR"


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("La sonde a quitté [Mars].", "fr"),
        ("Ils remontent la rue de [Rivoli].", "fr"),
        ("Le hameau de [Quelquepart-sur-Rien] est isolé.", "fr"),
        ("The sun over [Xyzzyville].", "en"),
    ],
)
def test_what_is_no_place_on_the_map_or_unknown_has_no_point(marked: str, language: str) -> None:
    place = places(marked, language)[0]
    assert (place.country, place.latitude, place.longitude, place.kind) == (None, None, None, PlaceKind.OTHER)


def test_an_unknown_place_has_the_country_of_what_contains_it() -> None:
    place = places("Le hameau de [Quelquepart-sur-Rien], dans la [Drôme], est isolé.", "fr")[0]
    assert (place.name, place.country, place.latitude) == ("Quelquepart-sur-Rien", "FRA", None)


def test_a_country_lies_amid_its_cities() -> None:
    assert near(places("La [France] a voté.", "fr")[0], 46.8, 2.9)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        find_places("", [], "xx")


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90))), st.text(max_size=20))
def test_any_text_spans_and_dateline_give_a_place_for_each_span(
    text: str, bounds: list[tuple[int, int]], dateline: str
) -> None:
    spans = [Span(min(pair), max(pair)) for pair in bounds]
    for language in ("fr", "en"):
        found = find_places(text, spans, language, dateline)
        assert [place.span for place in found] == sorted(set(spans))


_WORDS = ("Paris", "Texas", "Vienne", "Le Mans", "la ville de", "province d’", "à", "au", "l'", "rue de", "(", ",", " ")


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_any_mix_of_names_and_words_gives_a_place_for_each_span(
    words: list[str], bounds: list[tuple[int, int]]
) -> None:
    spans = {Span(min(pair), max(pair)) for pair in bounds}
    assert len(find_places(" ".join(words), list(spans), "fr")) == len(spans)


@given(st.text(alphabet=st.characters(codec=None), max_size=20))
def test_any_name_may_be_looked_up(name: str) -> None:
    assert isinstance(gazetteer().named(name_key(name)), tuple)
