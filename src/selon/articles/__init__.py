"""How news comes in: plain text, pages and JSON lines become articles whose offsets point into what was given."""

from selon.articles.page import parse_page
from selon.articles.reading import Failure, read_articles
from selon.articles.text import parse_text

__all__ = ["Failure", "parse_page", "parse_text", "read_articles"]
