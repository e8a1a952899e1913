from selon.articles.agency_xml import parse_xml


def test_a_name_whose_bytes_are_damaged_is_that_of_a_span() -> None:
    # Found by the fuzz run: a namespace that breaks off behind half a character.
    root = parse_xml('<?xml version="1.0"?><m xmlns="<!--&#55296;"', "item.xml")
    assert root.tag == "span"
