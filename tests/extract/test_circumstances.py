"""To whom and through what a statement was made."""

from __future__ import annotations

import pytest

from selon.extract.circumstances import addressee_of, medium_of
from selon.record import Span, Statement


def statement(text: str, cue: str, source: str, content: str) -> Statement:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (content, cue, source)]
    return Statement((spans[0],), (spans[1],), (spans[2],))


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "language", "addressee"),
    [
        ("Roux a déclaré à Anne Blanc que non.", "a déclaré", "Roux", "que non", "fr", "Anne Blanc"),
        ("« Non », a dit Roux aux journalistes.", "a dit", "Roux", "« Non »", "fr", "journalistes"),
        ("Brodie told CNN that it was over.", "told", "Brodie", "that it was over", "en", "CNN"),
        ("“No,” Brodie told reporters.", "told", "Brodie", "“No,”", "en", "reporters"),
        ("Roux a déclaré que Paris tiendrait.", "a déclaré", "Roux", "que Paris tiendrait", "fr", None),
    ],
)
def test_the_addressee_stands_behind_the_cue(
    text: str, cue: str, source: str, content: str, language: str, addressee: str | None
) -> None:
    found = addressee_of(text, statement(text, cue, source, content), language)
    assert (found.of(text) if found else None) == addressee


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "language", "medium"),
    [
        ("Roux a dit dans un communiqué : « Non ».", "a dit", "Roux", "« Non »", "fr", "dans un communiqué"),
        ("Roux a tweeté que non.", "a tweeté", "Roux", "que non", "fr", "tweeté"),
        (
            "« Non », a dit Roux lors d’une conférence de presse.",
            "a dit",
            "Roux",
            "« Non »",
            "fr",
            "lors d’une conférence de presse",
        ),
        (
            "Brodie said in an interview with Reuters that it was over.",
            "said",
            "Brodie",
            "that it was over",
            "en",
            "in an interview with Reuters",
        ),
        ("Brodie said it was over.", "said", "Brodie", "it was over", "en", None),
    ],
)
def test_the_medium_is_what_the_words_name(
    text: str, cue: str, source: str, content: str, language: str, medium: str | None
) -> None:
    found = medium_of(text, statement(text, cue, source, content), language)
    assert (found.of(text) if found else None) == medium
