"""fpdf2, taught our fonts, the side on which a language begins, and what to do with letters it lacks."""

import unicodedata
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent / "fonts"
FAMILY = "dejavu"
MARGIN, TOP, BOTTOM = 20, 20, 26  # millimetres of an A4 sheet
INK, SOFT, ACCENT, RULE, TINT = (29, 36, 51), (86, 96, 116), (36, 71, 197), (208, 213, 224), (241, 244, 250)
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class Press(FPDF):
    """Places are told by their distance from the side where lines begin: the right one in Arabic."""

    def __init__(self, *, rtl: bool, foot: str, page: str, pages: int, at: datetime) -> None:
        super().__init__(format="A4")
        self._rtl, self._foot, self._page, self._pages = rtl, foot, page, pages
        self.set_creation_date(at)
        self.set_margins(MARGIN, TOP, MARGIN)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        for style, file in (("", "DejaVuSansCondensed.ttf"), ("B", "DejaVuSansCondensed-Bold.ttf")):
            self.add_font(FAMILY, style, FONTS / file)
        self.set_text_shaping(use_shaping_engine=True)

    def pen(self, size: float, color: tuple[int, int, int] = INK, *, bold: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*color)

    def write_at(
        self, start: float, width: float, text: str, *, height: float = 5, end: bool = False
    ) -> None:
        """Write within a column, from `start` on, at its end if wanted; afterwards we are below it."""
        left = self.epw - start - width if self._rtl else start
        self.set_x(self.l_margin + left)
        align = Align.R if end != self._rtl else Align.L
        self.multi_cell(width, height, self.printable(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def rule(self, start: float = 0, width: float | None = None) -> None:
        width = self.epw if width is None else width
        left = self.l_margin + (self.epw - start - width if self._rtl else start)
        self.set_draw_color(*RULE)
        self.line(left, self.y, left + width, self.y)

    def room_for(self, height: float) -> bool:
        return self.y + height <= self.page_break_trigger

    def printable(self, text: str) -> str:
        """Letters that the font lacks show as such; invisible marks that it lacks are left out."""
        font = self.fonts[FAMILY]
        known = font.cmap if isinstance(font, TTFFont) else {}
        return "".join(char if ord(char) in known else _stand_in(char) for char in text)

    def footer(self) -> None:
        self.set_y(-18)
        self.rule()
        self.set_y(-16)
        self.pen(8, SOFT)
        place = self.y
        self.write_at(0, self.epw - 45, self._foot[:90], height=4)
        self.set_y(place)
        page = self._page.format(page=self.page_no(), pages=self._pages)
        self.write_at(self.epw - 40, 40, page, height=4, end=True)


def _stand_in(char: str) -> str:
    return "" if unicodedata.category(char) == "Cf" else UNKNOWN
