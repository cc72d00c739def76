"""How bulletins and letters look, to whom they go, and in which tone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipeline.config.section import Section

BulletinName = Literal["为民办实事月通报", "季度通报", "报送情况通报", "办结通报", "重大事项通报", "更正通报"]


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
    """[bulletins]: how bulletins are laid out and to whom they go, all or a kind of them (GB/T 9704; R23, R24)."""

    shell: Literal["red_head", "digest"] = "red_head"
    masthead: str = ""
    number_prefix: str = ""
    digest_masthead: str = "督查通报"
    digest_office: str = ""
    addressee: str = "各责任单位"
    addressees: dict[BulletinName, str] = Field(default_factory=dict)
    copies: tuple[str, ...] = ()
    public_edition: bool = True
    objection_contact: str = ""
    objection_workdays: Annotated[int, Field(ge=1, le=30)] = 3
    report_workdays: Annotated[int, Field(ge=1, le=60)] = 10
    fonts: BulletinFonts = BulletinFonts()

    def addressee_of(self, kind: str) -> str:
        """主送机关 of a kind of bulletin by its name."""
        return next((told for name, told in self.addressees.items() if name == kind), "") or self.addressee


class Reminders(Section):
    """[reminders]: in which tone a unit is reminded for the first, second … time, and how long it has to answer."""

    tones: Annotated[tuple[Literal["提醒", "催办", "督办"], ...], Field(min_length=1)] = ("提醒", "催办", "督办")
    reply_workdays: Annotated[int, Field(ge=1, le=30)] = 3
