from corpus.layout import pieces


def texts(raw: str) -> list[str]:
    return [piece.text for piece in pieces(raw)]


def test_lines_without_blank_lines_are_paragraphs_of_their_own() -> None:
    assert texts("One line.\nTwo lines.\n  Three lines.  ") == ["One line.", "Two lines.", "Three lines."]


def test_wrapped_paragraphs_keep_their_line_ends() -> None:
    wrapped = (
        "The town hall of Deir Shams keeps its letters in biscuit tins, labelled by a\n"
        "clerk who retired in 1988 and who still comes in on Tuesdays to put the newest\n"
        "ones in their place.\n"
        "\n"
        "Most of the letters are complaints about water. Some are poems; one of them is\n"
        "from a baker and runs to forty pages, which nobody has read to the end.\n"
    )
    assert texts(wrapped) == [part.strip() for part in wrapped.split("\n\n")]


def test_list_items_and_mastheads_are_not_joined() -> None:
    masthead = ["Sun 11 Feb 2024 | 09:00 AM", "By Ahmad El-Assasy"]
    assert texts("\n".join(masthead)) == masthead
    assert len(texts("- the first item is here\n- the second item is here\n1. the third item")) == 3


def test_every_piece_is_a_slice_of_the_page_without_edges() -> None:
    raw = "\u200f \u00a0 بغداد \u200f\n\u00a0\n\n  x\t\n"
    assert [(p.text, raw[p.start : p.end]) for p in pieces(raw)] == [("بغداد", "بغداد"), ("x", "x")]
