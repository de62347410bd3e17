"""The languages mail is written in, and how one reader is spoken to."""

from dataclasses import dataclass
from enum import StrEnum


class Clock(StrEnum):
    """How a person reads the time of day."""

    H12 = "12h"
    H24 = "24h"


_HOUR = {Clock.H12: "h:mm a", Clock.H24: "HH:mm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`code` names the catalogue. `date` is a CLDR pattern (UTS 35), `clock` what its readers are used to."""

    code: str
    direction: str
    date: str
    clock: Clock
    comma: str = ", "


ENGLISH = Language(code="en", direction="ltr", date="EEEE, d MMMM y", clock=Clock.H24)
LANGUAGES = {
    language.code: language
    for language in (
        ENGLISH,
        Language(code="de", direction="ltr", date="EEEE, d. MMMM y", clock=Clock.H24),
        Language(code="es", direction="ltr", date="EEEE, d 'de' MMMM 'de' y", clock=Clock.H24),
        Language(code="ar", direction="rtl", date="EEEE، d MMMM y", clock=Clock.H12, comma="، "),
    )
}


@dataclass(frozen=True, slots=True)
class Speech:
    """The language, the locale for figures and names of months, and the pattern of the time of day."""

    language: Language
    locale: str
    hour: str


def speech_for(locale: str, clock: str | None = None) -> Speech:
    """The reader's own where we write it (`en-GB`, `en_GB`), English otherwise, figures and all."""
    code = locale.replace("_", "-").partition("-")[0].lower()
    spoken = LANGUAGES.get(code, ENGLISH)
    return Speech(spoken, spoken.code, _HOUR[Clock(clock) if clock else spoken.clock])
