from selon.remembered import Remembered


def test_each_thing_is_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length)
    assert [lengths[word] for word in ("maire", "loi", "maire")] == [5, 3, 5]
    assert asked == ["maire", "loi"]


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    lengths = Remembered[str, int](len, most=3)
    for number in range(100):
        assert lengths["n" * number] == number
        assert len(lengths) <= 3
