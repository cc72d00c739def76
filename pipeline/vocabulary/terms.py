"""Terms as enumerations: the member is the code's word, the value is the word users see (docs/architecture.md)."""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.vocabulary.periods import Period

_MONTH = re.compile(r"^(?:\d{1,2}月|年度计划)")


class FormKind(StrEnum):
    """表种: Annex 3 (the year's plan) or Annex 4 (monthly progress)."""

    PLAN = "计划"
    PROGRESS = "落实"

    @property
    def annex(self) -> str:
        """The annex of the notice that the form is."""
        return "附件3" if self is FormKind.PLAN else "附件4"

    @classmethod
    def of(cls, period: Period) -> FormKind:
        """The form on which a period is reported."""
        return cls.PLAN if period.is_plan else cls.PROGRESS


class Annex(StrEnum):
    """Which master list a task stands on."""

    KEY_TASK = "任务"
    LIVELIHOOD = "实事"

    @property
    def label(self) -> str:
        """The list as people call it; of livelihood projects also the one category they are counted under."""
        return "重点任务" if self is Annex.KEY_TASK else "为民办实事"


class UnitKind(StrEnum):
    """类型 of a responsible unit."""

    DEPARTMENT = "区直部门"
    SUBDISTRICT = "街道办事处"
    TASK_FORCE = "专班指挥部"
    INSTITUTION = "事业单位"
    ENTERPRISE = "区属国企"
    PARTY_BODY = "党群机关"
    VERTICAL = "驻区机构"


class Role(StrEnum):
    """角色 of a unit in a task."""

    LEAD = "牵头"
    SUPPORT = "配合"


class LeadBasis(StrEnum):
    """牵头依据: how we know the lead department (R1)."""

    BOLD = "加粗"
    ONLY = "唯一"
    PRESUMED = "推定"
    NONE = "未定"


class Status(StrEnum):
    """状态 of an expected return (R8). The members partition the expected returns."""

    NOT_DUE = "未到期"
    ON_TIME = "按时"
    LATE = "迟报"
    MISSING = "未报"
    EXEMPT = "免报"
    EXTENDED = "延期"
    UNSETTLED = "待认定"


class MetGoal(StrEnum):
    """是否完成阶段任务目标 (R14)."""

    YES = "是"
    NO = "否"
    PARTLY = "部分"
    UNCLEAR = "未明"


class Adoption(StrEnum):
    """采用: whether a row read is in force (R12)."""

    ADOPTED = "是"
    SUPERSEDED = "被替代"
    UNSETTLED = "待认定"


class Recognised(StrEnum):
    """识别为: what a received file is."""

    PLAN = "附件3"
    PROGRESS = "附件4"
    BOTH = "附件3、附件4"
    WRITTEN = "书面材料"
    DUPLICATE = "重复"
    UNREADABLE = "无法识别"
    PAST_YEAR = "往年文件"
    NO_RETURN = "非报表"


class NoReturn(StrEnum):
    """Why a file is certainly nobody's return, in words: nobody is asked about it, and it changes nothing."""

    EMPTY = "没有内容，文件名也看不出是哪个单位的报表，不影响任何单位；确是报表的，请单位重新发送"
    BLANK = "是没有填写的空白表，也看不出是哪个单位的，不影响任何单位"
    NOTE = "是填报说明，不是哪个单位的报送"
    CIRCULAR = "是发给各单位的通知，不是哪个单位的报送"
    LIST = "是名单、签到、值班一类的表，没有任务和进展，不是哪个单位的报送"
    LETTER = "是事务性来函，没有谈到任务和进展，不是哪个单位的报送"
    FOREIGN = "是外区、外市县的报表，任务也不是本区的，不影响任何单位；确是本区单位的，请更正填报单位后重新发送"
    MEDIA = "是录音录像，不是报送"
    PROGRAM = "是程序或快捷方式，不是报送；快捷方式指向的文件没有一同拷来"


class Outcome(StrEnum):
    """结果 in 收文清单: what came of a received file."""

    READ = "已录入"
    PARTLY_UNSETTLED = "部分待认定"
    PARTLY_UNREAD = "部分待处理"
    UNSETTLED = "待认定"
    UNREAD = "待处理"
    REGISTERED = "已登记"
    REJECTED = "不采用"
    COPY = "重复未录"
    LATER = "未计入"
    WITHDRAWN = "已撤走"
    PAST_YEAR = "往年"
    BESIDE = "已有报表"
    BLANK = "空表"
    EMPTY = "空文件"
    NO_RETURN = "不是报表"

    @property
    def is_settled(self) -> bool:
        """Whether nothing about the file is left to look at."""
        return self in (
            *(Outcome.READ, Outcome.REGISTERED, Outcome.COPY, Outcome.REJECTED),
            *(Outcome.PAST_YEAR, Outcome.BESIDE, Outcome.BLANK, Outcome.EMPTY, Outcome.NO_RETURN),
        )

    @property
    def is_waiting(self) -> bool:
        """Whether a person must say what the file, or a part of it, is."""
        return self in (Outcome.UNREAD, Outcome.UNSETTLED, Outcome.PARTLY_UNREAD, Outcome.PARTLY_UNSETTLED)


class ReceivedBasis(StrEnum):
    """收到依据: where the received date comes from, in the order of R7."""

    PERSON = "人工登记"
    FOLDER = "日期文件夹"
    SIGHTING = "首次发现"


class Level(StrEnum):
    """级别 of a finding."""

    ERROR = "错误"
    WARNING = "警告"
    NOTICE = "提示"


class Light(StrEnum):
    """预警灯 (R18). Every output shows the word beside the colour."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"
    CLOSED = "办结"
    GREY = "灰"


class Scale(StrEnum):
    """The two scales of R18: whether something was reported as it should be, and how the work stands."""

    DELIVERY = "报送"
    STANDING = "进度"


class Delivery(StrEnum):
    """报送: what came for a task in a period, and when. It says nothing of the work."""

    ON_TIME = "按时"
    LATE = "迟报"
    MISSING = "未报"
    INCOMPLETE = "报送不完整"
    UNSETTLED = "待认定"
    NOT_DUE = "未到期"
    EXTENDED = "延期"
    EXEMPT = "免报"
    CANCELLED = "已撤销"


class Standing(StrEnum):
    """进度: how the work on a task stands; the members partition the tasks (R20). It says nothing of forms."""

    CLOSED = "已办结"
    ON_TRACK = "按序时推进"
    ATTENTION = "需要关注"
    BEHIND = "进度滞后"
    UNREPORTED = "未反映进展"
    UNSETTLED = "待认定"
    NOT_DUE = "未到期"
    EXEMPT = "免报"
    CANCELLED = "已撤销"


class Closure(StrEnum):
    """办结状态 (R19): only a person moves a task past CLAIMED."""

    OPEN = "推进中"
    CLAIMED = "申报完成"
    PENDING = "待核实"
    CLOSED = "已销号"
    RETURNED = "退回"


class Trend(StrEnum):
    """How a light compares with that of the month before."""

    BETTER = "↑好转"
    WORSE = "↓变差"
    SAME = "持平"


class ProblemState(StrEnum):
    """状态 of a problem in 问题台账, as of the last month the unit reported."""

    NEW = "新增"
    ONGOING = "持续"
    REWORDED = "表述变化"
    AGAIN = "再次反映"
    GONE = "已消除"


class CheckVerdict(StrEnum):
    """核查结果 of a spot check: whether the unit's own claim held."""

    TRUE = "属实"
    PARTLY = "部分属实"
    FALSE = "不属实"


class Fault(StrEnum):
    """What 考评 takes points off for, each confirmed by a person: 点名确认, 核验复核 or 抽查结果."""

    MISSING = "未报"
    LATE = "迟报"
    INCOMPLETE = "报送不完整"
    WITHOUT_MATERIAL = "书面材料未报"
    BEHIND = "进度滞后"
    ATTENTION = "需要关注"
    FINDING = "核验属实"
    REFUTED = "抽查不属实"
    PARTLY_REFUTED = "抽查部分属实"

    @classmethod
    def told_by(cls, reason: str) -> Fault | None:
        """The fault for which 事由 of 点名确认 names a unit, as 3月未报; None for words of another kind."""
        told = _MONTH.sub("", reason, count=1)
        return next((fault for fault in cls if told == fault), None)


class WrittenMaterial(StrEnum):
    """书面材料 (R2). UNSETTLED: one came that may be this unit's, or this period's (R8). EXEMPT: none is owed."""

    RECEIVED = "已报"
    MISSING = "未报"
    UNSETTLED = "待认定"
    EXEMPT = "免报"
