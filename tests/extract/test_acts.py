"""What the words of cue and content make of a statement."""

from __future__ import annotations

import pytest

from selon.extract.acts import act_from_words
from selon.record import Act


@pytest.mark.parametrize(
    ("cue", "content", "language", "act"),
    [
        ("a démenti", "toute fuite", "fr", Act.DENY),
        ("n'a pas répondu", "", "fr", Act.NO_REPLY),
        ("a refusé de commenter", "", "fr", Act.DECLINE),
        ("met en garde", "contre le gel", "fr", Act.WARN),
        ("accuse", "de fraude", "fr", Act.ACCUSE),
        ("s'est engagé", "à revenir", "fr", Act.PROMISE),
        ("appelle", "à la grève", "fr", Act.ASK),
        ("souhaite", "que la loi change", "fr", Act.ASK),
        ("souhaite", "partir", "fr", Act.BELIEVE),
        ("a annoncé", "sa venue", "fr", Act.ANNOUNCE),
        ("dénonce", "un oubli", "fr", Act.CRITICISE),
        ("salue", "un progrès", "fr", Act.PRAISE),
        ("a déclaré", "que le port est ouvert", "fr", None),
        ("did not immediately respond", "", "en", Act.NO_REPLY),
        ("declined to comment", "", "en", Act.DECLINE),
        ("denied", "the leak", "en", Act.DENY),
        ("called", "for a vote", "en", Act.ASK),
        ("vowed", "to return", "en", Act.PROMISE),
        ("said", "that the port is open", "en", None),
    ],
)
def test_the_cue_decides_and_nothing_is_guessed(cue: str, content: str, language: str, act: Act | None) -> None:
    assert act_from_words(cue, content, language) is act
