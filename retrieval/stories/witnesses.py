"""Which articles carry a statement that an answer quotes: found with it, or known since they were added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from corpus.article import Article
from retrieval.choosing import Choice
from retrieval.search import Candidate
from retrieval.stories.figures import Given, counted_thing, given, is_about
from retrieval.stories.statements import MIN_WORDS, Statement, StatementReader, carries, differ_in_numbers, repeats

# Asked for sentences of an article by where they start: which other articles are known to carry each.
Retold = Callable[[str, Sequence[int]], Mapping[int, set[str]]]

# A clause of the question that is matched less was matched by chance.
_MATCHED = 0.3
# Across languages a smaller number is often said without one: "فريقين" for "two teams".
_SURELY_A_NUMBER = 10
# A sentence that shares fewer of the clauses that another one matches cannot say the same.
_ALIKE = 0.5


class Witnesses:
    """The passages found for one question, as witnesses of each other's statements."""

    def __init__(
        self,
        question: str,
        candidates: Sequence[Candidate],
        article_of: Callable[[str], Article | None],
        reader: StatementReader,
        retold: Retold,
    ) -> None:
        self._candidates, self._article_of, self._reader, self._retold = candidates, article_of, reader, retold
        self._counted_at = counted_thing(question)
        self._given: dict[tuple[int, int, int], Given | None] = {}
        self._read: dict[tuple[int, int], Statement] = {}
        self._wholes: dict[tuple[int, int, int], Statement] = {}
        self._matches: dict[int, list[frozenset[int]]] = {}

    def same(self, one: Choice, other: Choice) -> bool:
        """Whether two choices say the same, in one language or across both, or give the same number asked for."""
        mine, theirs = self._whole(one), self._whole(other)
        if repeats(mine, theirs) or mine.words.keys() == theirs.words.keys():
            return True
        figures, others = self.given(one), self.given(other)
        return figures is not None and others is not None and figures.repeats(others)

    def differ(self, one: Choice, other: Choice) -> bool:
        """Whether two choices of different articles give different numbers for what is asked.

        They name different figures for it; or the question asks for a number, and they say the same in one language
        but for their numbers.
        """
        if one.candidate.stored.passage.article_id == other.candidate.stored.passage.article_id:
            return False
        across = one.candidate.stored.passage.language != other.candidate.stored.passage.language
        figures, others = self.given(one), self.given(other)
        if figures and others:
            surely_numbers = not across or min(figures.least, others.least) >= _SURELY_A_NUMBER
            return surely_numbers and figures.differs(others)
        if across or one.candidate.matcher.query.asks_for != "number":
            return False
        about = all(is_about(choice.candidate, choice.first, choice.last) for choice in (one, other))
        return about and differ_in_numbers(self._whole(one), self._whole(other))

    def of(self, choice: Choice) -> tuple[str, ...]:
        """The other articles that carry what a choice says, or give the number asked for as it does."""
        own = choice.candidate.stored.passage
        sentences = range(choice.first, choice.last + 1)
        starts = {at: own.sentences[at].start for at in sentences}
        stated = [at for at in sentences if len(self._statement(choice.candidate, at).words) >= MIN_WORDS]
        known = self._retold(own.article_id, [starts[at] for at in stated]) if stated else {}
        carrying = [known.get(starts[at], set()) | self._found(choice.candidate, at) for at in stated]
        articles = set.intersection(*carrying) if carrying else set()
        articles |= self._giving_its_number(choice)
        return tuple(sorted(articles - {own.article_id}))

    def given(self, choice: Choice) -> Given | None:
        """The number that a choice gives to a question for one."""
        return self._given_by(choice.candidate, choice.first, choice.last)

    def _given_by(self, candidate: Candidate, first: int, last: int) -> Given | None:
        if self._counted_at is None:
            return None
        key = candidate.stored.number, first, last
        if key not in self._given:
            article = self._article_of(candidate.stored.passage.article_id)
            self._given[key] = given(candidate, first, last, article.text, self._counted_at) if article else None
        return self._given[key]

    def _giving_its_number(self, choice: Choice) -> set[str]:
        """Articles of which a sentence that was found gives the number that a choice gives."""
        mine = self.given(choice)
        if mine is None:
            return set()
        sentences = [(one, at) for one in self._candidates for at in range(len(one.ranked.sentences))]
        others = [(one.stored.passage.article_id, self._given_by(one, at, at)) for one, at in sentences]
        return {article for article, theirs in others if theirs and theirs.repeats(mine)}

    def _found(self, candidate: Candidate, at: int) -> set[str]:
        """Articles of which a passage that was found carries sentence `at` of `candidate`."""
        stated, matched = self._statement(candidate, at), self._matches_of(candidate)[at]
        return {
            other.stored.passage.article_id
            for other in self._candidates
            if other.stored.passage.article_id != candidate.stored.passage.article_id
            for there, also_matched in enumerate(self._matches_of(other))
            if _alike(matched, also_matched) and carries(stated, self._statement(other, there))
        }

    def _statement(self, candidate: Candidate, at: int) -> Statement:
        key = candidate.stored.number, at
        if key not in self._read:
            language = candidate.stored.passage.language
            self._read[key] = self._reader.read([candidate.ranked.sentences[at]], language)[0]
        return self._read[key]

    def _whole(self, choice: Choice) -> Statement:
        """What the sentences of a choice say together."""
        stored, first, last = choice.candidate.stored, choice.first, choice.last
        key = stored.number, first, last
        if key not in self._wholes:
            sentences = choice.candidate.ranked.sentences[first : last + 1]
            self._wholes[key] = self._reader.read_as_one(sentences, stored.passage.language)
        return self._wholes[key]

    def _matches_of(self, candidate: Candidate) -> list[frozenset[int]]:
        """Which clauses of the question each sentence matches."""
        number = candidate.stored.number
        if number not in self._matches:
            rows = candidate.ranked.matched.tolist()
            self._matches[number] = [frozenset(at for at, best in enumerate(row) if best >= _MATCHED) for row in rows]
        return self._matches[number]


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two sentences match enough of the same clauses for a closer look."""
    return len(one & other) >= _ALIKE * max(len(one), len(other), 1)
