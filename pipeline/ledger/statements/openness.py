"""How an office says that a thing is not done, or is still being done: kinds of wording, beside the words of config."""

from __future__ import annotations

import re
from collections.abc import Sequence

# 未, 没, 没有 before a deed; what may follow without denying it (未发现, 未成年) is left out.
_NOT = (
    r"未经[^，。]{0,10}(?:审议|审批|审定|验收|研究)$|"
    r"(?<!从)(?:没有|没能|没|未能|未)(?!成年|来|雨绸缪|批先|脱|检出|有问题|问题|异议|投诉|名|知|尽|必|间断|受|经|超|违|逾|曾|停)"
    r"(?!发[现生]|出现|接[到报]|收到|造成|影响|涉及|遇到|新增)[\u4e00-\u9fff]{1,2}"
)
# What went wrong, could not be done, or was put off.
_FAILED = (
    r"(?<![少免大忘离])[开报办做签拆搬建交验定批进落完动下通上用住](?:不[了上成出]|不下来)|不具备|不能(?:按|如)|流标|废标|搁置|搁浅|受阻|停滞|停(?:了|下|住|着|摆)|卡壳|卡住|僵局|中止|终止|流拍|撤[牌回]|择[期日]|改期|另行(?:安排|组织|召开)|取消|重[来走]|再次报|"
    r"(?:退回|补正|驳回|重新(?:申报|招标|报批|组卷|选址))(?![^，。]{0,8}\d)|顺延|后延|延后|推后|延迟|拖延|耽搁|往后(?:推|延|顺)|[延推排][至到]|排在下|推迟[至到]|要等|等到|[改放挪移推延排拖][在至到](?:\d+月|[下明]|年后|节后|[一二三四]季度)|[尚还仍暂]不|[压拖卡等耗搁悬]着|差距(?![由从缩已])|不[畅顺力]|被[否退驳]|需要?重新|滞留|转入下|并入第|"
    r"(?:还|尚|仍)?差\d|还差|[只仅](?:有|剩|余|完成|搬|签|建|拆|开)[^，。]{0,4}[\d两三四五六七八九十]|暂时|[距离][^，。]{1,10}(?:还|尚|仍)有|(?:时间|地点|选址|人选|方案)?(?:未定|待定)|不达标|不合格的|达不到|低于(?:目标|计划|序时)"
)
# The deed goes on, is nearly at its end, or waits for somebody.
_STILL = (
    r"正(?=[在抓办征编对组加做按走履修装施调研洽招审报准筹协开验与同跟向和])|刚刚?(?=[进启开起提拿组签动着])|(?<![于超达及到合])预期(?=\d|[今明本下年])|(?:还|仍|尚|依然)(?:处[于在]|停留|在|是)|处[于在][^，。]{0,8}(?:阶段|状态|过程|环节)|提上日程|"
    r"等待|等候|(?:(?<![接招等善优看对期])|(?<=日期))待(?![遇业命产人客续机岗])[\u4e00-\u9fff]{2}|"
    r"[\u4e00-\u9fff](?:(?<![其集市年高初之当村])|(?<=之)|(?<=当))中(?=$)|(?:过程|之|当)中(?=$)|"
    r"(?:收尾|扫尾|尾声)(?=阶段|施工|工作$|中?$)|基本(?:完[工成]|建成|竣工|结束|办结)|近[期日](?![^，。]{0,4}[已完])|不日|择机|[还仍]需(?!求)|(?<![\u4e00-\u9fff])(?:修改|完善|调整|审定|公示|报批)后(?:再|即)?(?:出台|印发|报批|上会|发布|实施|开工|投用)|最后(?:阶段|冲刺|环节)|(?:完成|进行|推进|施工)[^，。\d]{0,4}(?:一半|过半|大半|[一二三四五六七八九]成(?!立|果|效)|[一二三四五六七八九]分之|大部分?)|"
    r"按(?:程序|流程)(?:印发|报批|办理|推进)|走[^，。]{0,6}(?:程序|流程)"
)
_SCHEDULED = r"(?<![度作动施进划法])计划(?:在|到)?[^，。]{0,2}(?:\d+月|[下明本][个年月季]|年底|近期|[国元春中][庆旦节秋])|预?计划[^，。]{1,8}[前后底](?=[开完竣投交启])"
_REGAINED = (
    r"停工\d+天|(?:暂停|停止|取消|暂缓|推迟)[，,]?(?:转|改|调整)[为到至]|(?:淘汰)?落后(?:产能|设备|工艺|产品)|[补抢追]回|已恢复|已复工|延期\d+天的|"
    r"拟[^，。]{1,14}(?:全部|均)[^，。]{0,3}(?:完成|取得|办结|落实)|[收扫]尾(?:工作|工程|任务|签约)?(?:均|已|全部|全面|顺利)*(?:完成|结束|清零)"
)


def denials(words: Sequence[str], *, is_due: bool) -> re.Pattern[str]:
    """What says outright that something is not done: the words of config, and when the goal is due their kinds as well."""
    return re.compile(f"{one_of(words).pattern}|{_FAILED}|{_NOT}" if is_due else one_of(words).pattern)


def delays(words: Sequence[str], *, is_due: bool) -> re.Pattern[str]:
    """What says that something is still being done, or only will be."""
    named = f"{one_of(words).pattern}|{_SCHEDULED}"
    return re.compile(f"{named}|{_STILL}" if is_due else named)


def exceptions(words: Sequence[str]) -> re.Pattern[str]:
    """What looks like either and is neither."""
    return re.compile(f"{one_of(words).pattern}|{_REGAINED}")


def one_of(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; nothing at all where there are none."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")
