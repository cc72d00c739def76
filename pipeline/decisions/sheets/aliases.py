"""别名建议: rows ready to be copied into 单位名录; the pipeline fills them and reads nothing back."""

from __future__ import annotations

from typing import ClassVar

from pipeline.decisions.sheet import Entry, SheetColumn


class AliasRow(Entry, sheet="别名建议", place=99):
    """A unit as 单位名录 should name it."""

    unit: ClassVar = SheetColumn("单位", 20, is_key=True, is_asked=True)
    kind: ClassVar = SheetColumn("类型", 7, is_asked=True)
    aliases: ClassVar = SheetColumn("别名", 26, is_asked=True)
    sub_bodies: ClassVar = SheetColumn("下属机构", 18, is_asked=True)
