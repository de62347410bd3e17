"""Text as it is compared when people search: small letters, no accents, words alone. Pure."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d"})
LONGEST_WORD = 40


def tokens(text: str) -> list[str]:
    """The words of a text, in their order: `Zoë's Café_Paris` is zoe, s, cafe, paris."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(_plain(text))]


def fold(text: str) -> str:
    """The words with single spaces between them."""
    return " ".join(tokens(text))


def _plain(text: str) -> str:
    if text.isascii():  # most words are, and a search folds hundreds
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_SPELT_OUT)
    return "".join(character for character in apart if not unicodedata.combining(character))
