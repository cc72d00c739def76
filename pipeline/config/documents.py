"""How bulletins and letters look, to whom they go, and in which tone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipeline.config.section import Section


class BulletinFonts(Section):
    """The faces of an official document by role: the first name is written, the others stand in where it is absent."""

    title: tuple[str, ...] = ("方正小标宋简体", "小标宋", "华文中宋")
    body: tuple[str, ...] = ("仿宋", "仿宋_GB2312", "华文仿宋")
    heading: tuple[str, ...] = ("黑体", "SimHei", "华文细黑")
    subheading: tuple[str, ...] = ("楷体", "楷体_GB2312", "华文楷体")
    number: tuple[str, ...] = ("宋体", "SimSun", "华文宋体")

    @model_validator(mode="after")
    def _each_named(self) -> BulletinFonts:
        blank = [role for role in type(self).model_fields if not all(getattr(self, role)) or not getattr(self, role)]
        if blank:
            raise ValueError(f"{'、'.join(blank)} 没有写字体名")
        return self


class Bulletins(Section):
    """[bulletins]: how bulletins are laid out and to whom they go (GB/T 9704; R23, R24)."""

    shell: Literal["red_head", "digest"] = "red_head"
    masthead: str = ""
    number_prefix: str = ""
    digest_masthead: str = "督查通报"
    digest_office: str = ""
    addressee: str = "各责任单位"
    copies: tuple[str, ...] = ()
    public_edition: bool = True
    objection_contact: str = ""
    objection_workdays: Annotated[int, Field(ge=1, le=30)] = 3
    report_workdays: Annotated[int, Field(ge=1, le=60)] = 10
    fonts: BulletinFonts = BulletinFonts()


class Reminders(Section):
    """[reminders]: in which tone a unit is reminded for the first, second … time, and how long it has to answer."""

    tones: Annotated[tuple[Literal["提醒", "催办", "督办"], ...], Field(min_length=1)] = ("提醒", "催办", "督办")
    reply_workdays: Annotated[int, Field(ge=1, le=30)] = 3
