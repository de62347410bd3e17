"""How far two words are apart, and which one was meant. Pure."""

from collections.abc import Iterable

SHORTEST = 4  # a shorter word has too many neighbours
LONGER = 8


def may_be_misspelt(word: str) -> bool:
    """What holds a figure is a number or a code: somebody who writes it means it."""
    return len(word) >= SHORTEST and word.isalpha()


def tolerance(word: str) -> int:
    """How many slips of the finger are forgiven."""
    return 1 if len(word) < LONGER else 2


def meant(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Those known words that were probably meant, the nearest first."""
    close = {other for other in known if abs(len(other) - len(word)) <= tolerance(word)}
    apart = {other: distance(word, other) for other in close}
    near = [other for other, steps in apart.items() if 0 < steps <= tolerance(word)]
    return tuple(sorted(near, key=lambda other: (apart[other], other))[:most])


def swapped(word: str) -> list[str]:
    """The word with each two neighbouring letters changed about."""
    return [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)
    ]


def distance(one: str, other: str) -> int:
    """Damerau and Levenshtein's: letters added, left out, changed, or changed about."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for column, wanted in enumerate(other, start=1):
            steps = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != wanted))
            if _changed_about(one, other, place, column):
                steps = min(steps, earlier[column - 2] + 1)
            row.append(steps)
    return row[-1]


def _changed_about(one: str, other: str, place: int, column: int) -> bool:
    return (
        place > 1
        and column > 1
        and one[place - 1] == other[column - 2]
        and one[place - 2] == other[column - 1]
    )
