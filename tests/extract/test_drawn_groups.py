import pytest

from selon.extract.drawn_groups import without_drawn_groups
from selon.record import Span


@pytest.mark.parametrize(
    ("language", "name", "is_kept"),
    [
        ("fr", "Groupe A", False),
        ("fr", "groupe F", False),
        ("fr", "Poule C", False),
        ("fr", "Groupe M", True),
        ("fr", "Groupe Bolloré", True),
        ("fr", "Groupe AB", True),
        ("fr", "Groupe", True),
        ("en", "Group H", False),
        ("en", "Pool D", False),
        ("en", "Group 4", True),
        ("en", "Plan B", True),
    ],
)
def test_a_group_that_a_tournament_is_drawn_into_is_no_organisation(language: str, name: str, is_kept: bool) -> None:
    found = [(Span(0, len(name)), "ORG")]
    assert without_drawn_groups(name, found, language) == (found if is_kept else [])
