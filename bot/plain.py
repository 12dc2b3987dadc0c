"""A page as plain text: what is printed where no terminal is, and the `text` of an answer's JSON."""

from __future__ import annotations

from bot.pages import Card, Composed, Page
from bot.wording import WORDS


def plain_text(page: Page) -> str:
    """The whole page, its parts set apart by a blank line, no line break at the end."""
    composed = "\n".join(with_markers(sentence) for sentence in page.composed)
    parts = [composed, "\n".join(page.opening), *(_plain_card(card) for card in page.cards)]
    return "\n\n".join(part for part in parts if part)


def with_markers(composed: Composed) -> str:
    """A composed sentence with the numbers of its cards behind it."""
    return " ".join([composed.text, "".join(f"[{number}]" for number in composed.numbers)]).rstrip()


def marker(card: Card) -> str:
    """The number by which composed sentences lead to a card, and a space; empty where none does."""
    return "" if card.number is None else f"[{card.number}] "


def marked(card: Card) -> tuple[str, str, str]:
    """What stands before a card's words, the words as they are shown, and what stands after."""
    if not card.is_quote:
        return "", card.text, ""
    before = f"… {card.before}" if card.before else ""
    after = f"{card.after} …" if card.after else ""
    return before, WORDS[card.language].quoted(card.text), after


def _plain_card(card: Card) -> str:
    facts = [f"  {' · '.join(line)}" for line in card.about]
    heading = [card.heading] if card.heading else []
    if card.is_quote:
        translation = [f"  {card.translation.text}"] if card.translation else []
        return "\n".join([*heading, "".join([marker(card), *marked(card)]), *translation, *facts])
    return "\n".join([*heading, *(line.strip() for line in facts), "", _with_mark(card)])


def _with_mark(card: Card) -> str:
    """An article's text with the marked stretch between arrows: quotation marks it may have many of its own."""
    text, mark = card.text, card.mark
    return text if mark is None else f"{text[: mark.start]}>>> {mark.of(text)} <<<{text[mark.end :]}"
