"""One actor for all the names by which an article speaks of somebody."""

from selon.extract.discourse import Discourse


def test_surnames_given_names_and_double_names_lead_to_the_full_name() -> None:
    text = (
        "On a vu Anne Corvec-Duval. On a vu Duval, on a vu Anne, on a vu Paul Orsel, on a vu Mme Duval, on a vu Orsel."
    )
    discourse = Discourse(text, "fr")
    assert [discourse.cast.actor(name).name for name in discourse.names] == [
        *["Anne Corvec-Duval"] * 3,
        "Paul Orsel",
        "Anne Corvec-Duval",
        "Paul Orsel",
    ]


def test_a_run_of_capitals_without_end_is_cut_into_names() -> None:
    text = "elle voit " + "Mme Duval " * 3_000 + "et part " * 4_000
    assert len(Discourse(text, "fr").names) >= 50
