"""Plain text goes in and stays what it is; its passages say what each part is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Details, parse_text
from selon.errors import NoArticleError, UnknownLanguageError
from selon.record import Article, PassageKind

FRENCH = """à

Le port de Brélis restera fermé jusqu’à l’été, selon la mairie

Par Odile Tarnac et Hugo Venel

Publié le 14 mars 2022 à 10h23

BRÉLIS (Agence) — Le port restera fermé, a déclaré lundi la maire, Anne Corvec.

À lire aussi : Les pêcheurs attendent des aides

« Partager les quais avec les pêcheurs reste possible », a-t-elle ajouté.

Une saison perdue

Les pêcheurs demandent de l’aide. Lire aussi les avis du port est utile, disent-ils.

Crédit photo : Agence / L. Morin

Paul Mérat et Zoé Lanvin ont contribué à cet article.

VIDÉO. Plongée : le record de la baie

combien de temps encore"""


def _of_kind(article: Article, kind: PassageKind) -> list[str]:
    return [passage.span.of(article.text) for passage in article.passages if passage.kind is kind]


def test_text_is_kept_character_for_character() -> None:
    text = "\ufeff\r\n Le maire a dit\u00a0: « Non. »\r\rElle\u2028viendra demain, a dit le maire.\n\n"
    assert parse_text(text).text == text


def test_furniture_is_marked_and_sentences_are_not() -> None:
    article = parse_text(FRENCH)
    assert _of_kind(article, PassageKind.FURNITURE) == [
        "à",
        "À lire aussi : Les pêcheurs attendent des aides",
        "Crédit photo : Agence / L. Morin",
        "Paul Mérat et Zoé Lanvin ont contribué à cet article.",
        "VIDÉO. Plongée : le record de la baie",
        "combien de temps encore",
    ]
    assert len(_of_kind(article, PassageKind.PARAGRAPH)) == 3


def test_headline_and_subheading_are_headlines() -> None:
    article = parse_text(FRENCH)
    assert _of_kind(article, PassageKind.HEADLINE) == [article.title, "Une saison perdue"]
    assert article.title == "Le port de Brélis restera fermé jusqu’à l’été, selon la mairie"


def test_byline_dateline_and_day_are_found() -> None:
    article = parse_text(FRENCH)
    assert (article.author, article.dateline) == ("Odile Tarnac, Hugo Venel", "BRÉLIS (Agence)")
    assert article.published == date(2022, 3, 14)
    assert len(_of_kind(article, PassageKind.BYLINE)) == 2


@pytest.mark.parametrize("headline", ["", "Le port de Brélis rouvrira\n\n"])
def test_a_line_of_publication_above_the_text_is_no_headline(headline: str) -> None:
    article = parse_text(
        f"Publié le 03/04/2022 à 14h30\n\n{headline}La maire de Brélis a promis que le port rouvrirait."
    )
    assert article.title == (headline.strip() or None)
    assert article.published == date(2022, 4, 3)
    assert len(_of_kind(article, PassageKind.BYLINE)) == 1


def test_given_day_and_language_overrule_the_text() -> None:
    article = parse_text(FRENCH, language="en", published=date(2020, 1, 2))
    assert (article.language, article.published) == ("en", date(2020, 1, 2))


@pytest.mark.parametrize(
    "sentence",
    [
        "La maire a contribué à ce rapport.",
        "Partager l’eau est un devoir, dit-il.",
        "Inscrivez-vous sur les listes, a demandé le préfet.",
        "« Suivez-nous dans cette voie », a-t-il lancé.",
        "Cette vidéo a été publiée par le ministère, a déclaré le maire.",
        "Recevez nos vœux, a écrit le président.",
        "Non.",
        "« Je ne suis pas prêt »",
    ],
)
def test_a_real_sentence_is_never_furniture(sentence: str) -> None:
    article = parse_text(f"{sentence}\n\n{sentence}\n\nLe maire a parlé lundi au conseil.\n\n{sentence}", language="fr")
    assert not _of_kind(article, PassageKind.FURNITURE)


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook",
        "Advertisement",
        "Read more: The harbour stays shut",
        "Sign up for our morning newsletter",
        "Jane Moor and Tom Hale contributed to this report.",
        "(Reporting by Jane Moor; Editing by Tom Hale)",
        "A boat in the harbour. REUTERS/Jane Moor",
        "* * *",
        "This story has been updated.",
    ],
)
def test_english_furniture_is_marked(line: str) -> None:
    article = parse_text(f"The harbour will stay shut, the mayor said on Monday.\n\n{line}", language="en")
    assert _of_kind(article, PassageKind.FURNITURE) == [line]


def test_a_credit_above_the_last_sentence_is_no_credit() -> None:
    article = parse_text("Jane Moor contributed to this report.\n\nIt was read on Monday, she said.", language="en")
    assert not _of_kind(article, PassageKind.FURNITURE)


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    paragraph = (
        "The mayor said on Monday that the harbour of the town would stay\n"
        "closed until the summer, and that the fishermen would be paid for\n"
        "the days they had lost since the storm."
    )
    article = parse_text(f"Harbour stays shut\n\n{paragraph}\n\n{paragraph}")
    assert _of_kind(article, PassageKind.PARAGRAPH) == [paragraph, paragraph]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    text = "The harbour stays shut.\nThe mayor said so on Monday.\r\nNobody else spoke.\u2028That was all."
    assert len(parse_text(text).passages) == 4


def test_known_title_is_the_headline_even_with_a_full_stop() -> None:
    article = parse_text(
        "Harbour stays shut.\n\nThe mayor said so on Monday.", details=Details(title="Harbour stays shut")
    )
    assert _of_kind(article, PassageKind.HEADLINE) == ["Harbour stays shut."]


@pytest.mark.parametrize("text", ["", " \n\t\u2028", "\ufeff"])
def test_no_words_are_no_article(text: str) -> None:
    with pytest.raises(NoArticleError, match="is empty"):
        parse_text(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Minister sagte am Montag, die Regierung werde keine Waffen liefern.", None),
        ("قال الوزير يوم الاثنين إن الحكومة لن تقدم أسلحة", None),
        ("12 34", None),
        ("The mayor said no.", "de"),
    ],
)
def test_a_language_that_is_not_read_is_refused(text: str, language: str | None) -> None:
    with pytest.raises(UnknownLanguageError, match="selon reads en and fr"):
        parse_text(text, language=language)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.text(), st.sampled_from(["\n", "\r\n", "\u2028", " ", "Par A B", "© C", "VIDÉO. D"]))),
    st.sampled_from(["en", "fr"]),
)
def test_passages_are_in_order_in_bounds_and_trimmed(parts: list[str], language: str) -> None:
    text = "x" + "".join(parts)
    article = parse_text(text, language=language)
    reached = 0
    for passage in article.passages:
        words = passage.span.of(text)
        assert words
        assert words == words.strip()
        assert reached <= passage.span.start < passage.span.end <= len(text)
        assert not text[reached : passage.span.start].strip().strip("\ufeff").strip()
        reached = passage.span.end
    assert article.text == text
    assert isinstance(article.id, str)
