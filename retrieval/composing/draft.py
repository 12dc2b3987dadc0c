"""An answer in the making: sentences that held, those that did not, and the quotes that grow with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from retrieval.answering import Answer, ComposedSentence, Composition, DroppedSentence, Trouble, new_id
from retrieval.composing.citing import Passages
from retrieval.composing.holding import Held, hold
from retrieval.composing.numbering import NumberedQuotes
from retrieval.composing.prompting import MOST_SENTENCES
from retrieval.composing.reply import WrittenSentence
from retrieval.engine import Engine

# A model that writes on and on in vain is not listened to for ever.
MOST_WRITTEN = 3 * MOST_SENTENCES


@dataclass(slots=True)
class Draft:
    """A draft over the `plain` answer."""

    plain: Answer
    engine: Engine
    cached: bool = False
    _id: str = field(default_factory=new_id)
    _sentences: list[ComposedSentence] = field(default_factory=list)
    _dropped: list[DroppedSentence] = field(default_factory=list)
    _quotes: NumberedQuotes = field(init=False)

    def __post_init__(self) -> None:
        self._quotes = NumberedQuotes(self._id, self.plain, self.engine)

    @property
    def is_full(self) -> bool:
        """Whether further sentences are of no use."""
        return len(self._sentences) >= MOST_SENTENCES or len(self._sentences) + len(self._dropped) >= MOST_WRITTEN

    def add(self, written: WrittenSentence, passages: Passages) -> ComposedSentence | None:
        """The sentence with the numbers of its quotes, which are final; None where it does not hold or repeats one."""
        held = hold(written, passages, self.plain.language, self.engine.lexicon)
        if not isinstance(held, Held):
            self._dropped.append(DroppedSentence(written.text, held.reason, held.detail))
            return None
        if any(held.text == sentence.text for sentence in self._sentences):
            return None
        sentence = ComposedSentence(held.text, self._quotes.numbers(held.cited))
        self._sentences.append(sentence)
        return sentence

    def answer(self, model: str, limit: int, trouble: Trouble | None) -> Answer:
        """The answer as it stands; with trouble, the plain one under this draft's id."""
        if trouble is None and self._dropped and not self._sentences:
            trouble = "nothing held"
        sentences = tuple(self._sentences) if trouble is None else ()
        composition = Composition(model, sentences, tuple(self._dropped), trouble, self.cached)
        if not sentences:
            quotes = NumberedQuotes(self._id, self.plain, self.engine).filled(limit)
            return replace(self.plain, id=self._id, quotes=quotes, composition=composition)
        quotes = self._quotes.filled(limit)
        shown = {quote.place for quote in quotes}
        differ = self.plain.numbers_differ and all(quote.place in shown for quote in self.plain.quotes)
        return replace(
            self.plain, id=self._id, answered=True, quotes=quotes, numbers_differ=differ, composition=composition
        )
