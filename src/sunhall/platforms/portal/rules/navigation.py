"""A question tree: read, walked by answers, and proved to lead everyone somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sunhall.platforms.portal.choices import NavigationFault
from sunhall.platforms.portal.errors import NavigationUnreadable

KEY = re.compile(r"[a-z0-9-]{1,40}")
MOST_QUESTIONS, MOST_ANSWERS, MOST_TEXT = 200, 30, 300
SEPARATOR = "."
FAR = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Something people may say; it leads to a question or to a service item."""

    key: str
    text: str = ""
    question: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something people are asked, with the answers in the order their author gave them."""

    key: str
    text: str = ""
    hint: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A navigation: its questions by key; it begins with the first."""

    name: str
    summary: str = ""
    questions: tuple[Question, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Return the questions by their keys."""
        return {question.key: question for question in self.questions}

    @property
    def root(self) -> Question | None:
        """Return the question it begins with."""
        return self.questions[0] if self.questions else None

    @property
    def items(self) -> list[str]:
        """Return the codes of the items it leads to, each once."""
        codes = (answer.item for question in self.questions for answer in question.answers)
        return list(dict.fromkeys(code for code in codes if code))

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """Return how many questions at least stand between each question and an item."""
        depths = dict.fromkeys(self.by_key, FAR)
        for _round in self.questions:
            for question in self.questions:
                nearest = min((self._depth(one, depths) for one in question.answers), default=FAR)
                depths[question.key] = min(depths[question.key], nearest + 1)
        return depths

    def shortest_first(self, question: Question) -> list[Answer]:
        """Return the answers of a question, those nearest to an item first."""
        return sorted(question.answers, key=lambda one: self._depth(one, self.depths))

    @staticmethod
    def _depth(answer: Answer, depths: Mapping[str, int]) -> int:
        return 0 if answer.item else depths.get(answer.question, FAR)


@dataclass(frozen=True, slots=True)
class Said:
    """One question of a walk, and the answer given."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Walk:
    """Where some answers lead: to the next question, or to an item.

    `is_broken` tells that the answers did not all fit; the walk ends where they ceased to.
    """

    said: Sequence[Said]
    question: Question | None
    item: str = ""
    is_broken: bool = False

    @property
    def path(self) -> str:
        """Return the answers as an address carries them."""
        return SEPARATOR.join(one.answer.key for one in self.said)


@dataclass(frozen=True, slots=True)
class TreeFinding:
    """What the gate found; `place` names the question and the answer."""

    fault: NavigationFault
    question: str
    place: str

    def as_dict(self) -> dict[str, str]:
        """Return it as it is kept with a version."""
        return {"fault": self.fault.value, "question": self.question, "place": self.place}


def read_tree(document: Mapping[str, Any]) -> Tree:
    """Return the tree that a document describes.

    Raises:
        NavigationUnreadable: it is no navigation; the refusal names the place.
    """
    rows = _rows(document, "questions", MOST_QUESTIONS)
    questions = tuple(_question(row, f"questions.{at}") for at, row in enumerate(rows, start=1))
    keys = [question.key for question in questions]
    if len(set(keys)) < len(keys):
        raise NavigationUnreadable(place="questions.key")
    return Tree(
        name=_text(document, "name", ""),
        summary=_text(document, "summary", ""),
        questions=questions,
    )


def write_tree(tree: Tree) -> dict[str, Any]:
    """Return the document of a tree, as it is kept and hashed."""
    questions = [
        {**asdict(question), "answers": [asdict(answer) for answer in question.answers]}
        for question in tree.questions
    ]
    return {"name": tree.name, "summary": tree.summary, "questions": questions}


def walk(tree: Tree, path: str) -> Walk:
    """Follow answers as far as they lead."""
    question, said = tree.root, list[Said]()
    for key in filter(None, path.split(SEPARATOR)):
        answers = question.answers if question else ()
        answer = next((one for one in answers if one.key == key), None)
        if question is None or answer is None or len(said) > len(tree.questions):
            return Walk(said, question, is_broken=True)
        said.append(Said(question, answer))
        if answer.item:
            return Walk(said, None, answer.item)
        question = tree.by_key.get(answer.question)
    return Walk(said, question)


def find_tree_faults(tree: Tree, live_items: Collection[str]) -> list[TreeFinding]:
    """Return what keeps a tree from leading everyone to a guide that is in force."""
    if tree.root is None:
        return [TreeFinding(NavigationFault.NO_QUESTION, "", tree.name)]
    found = [fault for question in tree.questions for fault in _faults(tree, question, live_items)]
    reached = _reached(tree)
    found += [
        TreeFinding(NavigationFault.UNREACHABLE, one.key, one.text)
        for one in tree.questions
        if one.key not in reached
    ]
    if loop := _cycle(tree):
        found.append(TreeFinding(NavigationFault.CYCLE, loop, tree.by_key[loop].text))
    return found


def _faults(tree: Tree, question: Question, live_items: Collection[str]) -> Iterator[TreeFinding]:
    if not question.text:
        yield TreeFinding(NavigationFault.NO_TEXT, question.key, question.key)
    if not question.answers:
        yield TreeFinding(NavigationFault.NO_ANSWER, question.key, question.text)
    for answer in question.answers:
        fault = _fault(tree, answer, live_items)
        if fault:
            yield TreeFinding(fault, question.key, f"{question.text} → {answer.text}")


def _fault(tree: Tree, answer: Answer, live_items: Collection[str]) -> NavigationFault | None:
    if not answer.text:
        return NavigationFault.NO_TEXT
    if answer.item:
        return None if answer.item in live_items else NavigationFault.ITEM_NOT_IN_FORCE
    if not answer.question:
        return NavigationFault.NO_TARGET
    return None if answer.question in tree.by_key else NavigationFault.UNKNOWN_QUESTION


def _next(tree: Tree, key: str) -> list[str]:
    return [one.question for one in tree.by_key[key].answers if one.question in tree.by_key]


def _reached(tree: Tree) -> set[str]:
    reached: set[str] = set()
    waiting = [tree.questions[0].key]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += _next(tree, key)
    return reached


def _cycle(tree: Tree) -> str:
    """Return a question that leads back to itself, empty if none does: leaves are taken off."""
    left = {key: set(_next(tree, key)) for key in tree.by_key}
    while leaves := [key for key, following in left.items() if not following]:
        for leaf in leaves:
            del left[leaf]
        for following in left.values():
            following.difference_update(leaves)
    return next(iter(left), "")


def _question(row: Any, place: str) -> Question:
    answers = tuple(
        Answer(
            key=_key(one, f"{place}.answers.{at}"),
            text=_text(one, "text", f"{place}.answers.{at}"),
            question=_text(one, "question", f"{place}.answers.{at}"),
            item=_text(one, "item", f"{place}.answers.{at}"),
        )
        for at, one in enumerate(_rows(row, "answers", MOST_ANSWERS, place), start=1)
    )
    keys = [answer.key for answer in answers]
    if len(set(keys)) < len(keys):
        raise NavigationUnreadable(place=f"{place}.answers.key")
    return Question(
        key=_key(row, place),
        text=_text(row, "text", place),
        hint=_text(row, "hint", place),
        answers=answers,
    )


def _rows(document: Any, name: str, most: int, place: str = "") -> Sequence[Any]:
    rows = document.get(name, []) if isinstance(document, Mapping) else None
    if not isinstance(rows, list | tuple) or len(rows) > most:
        raise NavigationUnreadable(place=f"{place}.{name}".lstrip("."))
    return rows


def _key(row: Any, place: str) -> str:
    key = row.get("key") if isinstance(row, Mapping) else None
    if not isinstance(key, str) or KEY.fullmatch(key) is None:
        raise NavigationUnreadable(place=f"{place}.key")
    return key


def _text(row: Any, name: str, place: str) -> str:
    text = row.get(name, "") if isinstance(row, Mapping) else None
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise NavigationUnreadable(place=f"{place}.{name}".lstrip("."))
    return text.replace("\x00", "").strip()
