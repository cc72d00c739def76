"""Letters that no Chinese form holds: signs of damage in files that carry no checksums."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, UnreadableFileError, Value

# Characters of names of people and places that GB 2312 leaves out.
_NAMES = (
    "喆堃垚珺祎玥昇镕湉翀赟璟鋆燊犇昉晞暻曈旻昺晢晙朤杺栐梽棪榤樑橦沄洣洺浉涘淏淐淯湜湲溁漟澔濛炘炤烜焜煐燚玘玙玚玠玭玹珅珮珵"
    "琇琎琤琭琯琹瑀瑄瑧瑨瑱璈璠璥璪璘璸瓅畯皞皛瞾碶祐禛禤秾竑筼絜缊翚翛翯芃莙蒨虓詠谞锜锳镠頔颋颙飏骎骙髙鹍龑龢䶮㬎峣崟崚屾嵚"
    "弢彧彣悰惇愔慜扆旸旼晧暐暕暘昫唅囍垕垟埌堉堽塱墡壵夬奭妘妧妭姁姃姈姞姵婳媃嫕嬅嬛孖宬寔寯伣伃佺侁俍俶倓倢偲儁凊劼勍卲叡叚"
    "埇塆塝垱埫坉墕峧岇崀嵖汧汭沘沺泜洑洴浐涢渼溇溦滃漖漷潏潩潵澥瀍瀔甪硚磜磡萩葰虒郚郪鄘鄚鄠阇鲘瞭囧噁藠咗啲嘅喺佢乸靚喦嵒嵗"
    "畑浛溋滧璱瑆瑢璆珣珽琟琲琫瑔瑺瑸璹瓛甦甡翃翙赪赑鏸鑨鏐鎔锽钖钘霂霙霨靑骉骍骕骦鸑鸮鹔鹓鹮麹龡屃屌崒嵎嶓巘幪廙忞悊拃斳昪"
)
# Blocks of signs and symbols that are typed, pasted or put there by fonts; ranges of code points, both ends included.
_SYMBOLS = (
    (0x09, 0x0D),
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x0391, 0x03C9),
    (0x2000, 0x2BFF),
    (0x2E80, 0x303F),
    (0x30FB, 0x30FC),
    (0x3200, 0x33FF),
    (0xF000, 0xF0FF),
    (0xFE00, 0xFE6F),
    (0xFEFF, 0xFFEF),
    (0x1F000, 0x1FAFF),
)
# So many letters, and such a share of them, that the text as a whole is in no language of ours.
_GARBLED, _GARBLED_SHARE = 10, 0.2
_SHOWN = 5


def told_strange(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """``grids`` with a hazard for each row that holds a letter which no Chinese form does and which stands nowhere else.

    Raises UnreadableFileError where such letters are many: what they make are nobody's words.
    """
    texts = {value for grid in grids for row in grid.cells for value in row if isinstance(value, str)}
    count = Counter(letter for text in texts for letter in _strange().findall(text))
    if not count:
        return tuple(grids)
    letters = sum(not char.isascii() for text in texts for char in text)
    if len(count) >= _GARBLED and count.total() > _GARBLED_SHARE * letters:
        raise UnreadableFileError("内容是乱码")
    once = {letter for letter, times in count.items() if times == 1 or not "\u3400" <= letter <= "\u9fff"}
    return tuple(_told(grid, once) for grid in grids)


def _told(grid: Grid, strange: set[str]) -> Grid:
    found = ((number, _letters(row, strange)) for number, row in enumerate(grid.cells, 1))
    hazards = (Hazard(HazardKind.GARBLED, number, letters) for number, letters in found if letters)
    return replace(grid, hazards=(*grid.hazards, *hazards))


def _letters(row: Iterable[Value], strange: set[str]) -> str:
    held = dict.fromkeys(char for value in row if isinstance(value, str) for char in value if char in strange)
    shown = "、".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in [*held][:_SHOWN])
    return f"“{shown}”" if shown else ""


@cache
def _strange() -> re.Pattern[str]:
    chinese = "".join(char for char in map(chr, range(0x4E00, 0x9FFF)) if _is_common(char))
    symbols = "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in _SYMBOLS)
    return re.compile(f"[^{symbols}{chinese}{_NAMES}]")


def _is_common(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False
