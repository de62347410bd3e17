"""The languages mail is written in, and which one a reader gets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`code` names the folder of templates. `date` and `time` are CLDR patterns (UTS 35)."""

    code: str
    direction: str
    date: str
    time: str


ENGLISH = Language(code="en", direction="ltr", date="EEEE, d MMMM y", time="HH:mm")
LANGUAGES = {language.code: language for language in (ENGLISH,)}


@dataclass(frozen=True, slots=True)
class Speech:
    """How one reader is spoken to: the language, and the locale for figures and names of months."""

    language: Language
    locale: str


def speech_for(locale: str) -> Speech:
    """The reader's own where we write it (`en-GB`, `en_GB`), English otherwise, figures and all."""
    spoken = LANGUAGES.get(locale.replace("_", "-").partition("-")[0].lower())
    if spoken is None:
        return Speech(ENGLISH, ENGLISH.code)
    return Speech(spoken, spoken.code)
