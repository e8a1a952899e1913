"""Where paragraphs stand in a source: one behind the other, and nowhere twice."""

from hypothesis import given
from hypothesis import strategies as st

from selon.articles.alignment import SEPARATOR, align
from selon.articles.source import read_visible_text


def test_a_paragraph_that_begins_as_the_one_before_ends_stands_behind_it() -> None:
    source = "<p>Votes</p><p>0</p><p>0</p><p>0</p>"
    segments = align(["Votes", "0", "0", "0"], read_visible_text(source))
    starts = [segment.original.start for segment in segments if segment.original.of(source) == "0"]
    assert starts == [15, 23, 31]


@given(st.lists(st.text(alphabet='0"a ', min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=8))
def test_segments_tile_the_text_and_follow_one_another_in_the_source(paragraphs: list[str]) -> None:
    paragraphs = [" ".join(paragraph.split()) for paragraph in paragraphs]
    source = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    reached = before = 0
    for segment in align(paragraphs, read_visible_text(source)):
        assert segment.text.start == reached
        assert before <= segment.original.start <= segment.original.end <= len(source)
        reached, before = segment.text.end, segment.original.end
    assert reached == len(SEPARATOR.join(paragraphs))
