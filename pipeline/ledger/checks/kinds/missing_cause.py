"""A problem without a cause (R17; notice clause 2 asks for 原因分析)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.openness import one_of
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.sentences import clauses

_CAUSE_ELSEWHERE = re.compile(r"原因|由于|受[^，,。；;]{1,12}(?:影响|制约|限制)")
# That something suffers, without a word of what it suffers from.
_BARE_EFFECT = re.compile(r"受到?(?:了?(?:一定|较大|很大)(?:程度)?的?)?(?:影响|制约|限制)")
# A column for the causes in which none is given; its heading names none either.
_NO_CAUSE = re.compile(r"^[^\n：]{0,4}原因[^\n：]{0,4}：(?:无|暂无|没有|不涉及)?[。]?$", re.MULTILINE)
# A problem that is a circumstance is its own cause: 资金紧张, 审批周期长, 产权不清. What was missed (进度慢) is none.
_CIRCUMSTANCE = re.compile(
    r"(?:资金|经费|人手|人员|力量|编制|专业|技术|用地|场地|土地|指标|房源|材料|设备|空间|电力|运力|苗木|车辆|配套|建设成本|价格)(?:(?!落实|完成)[^，,。；;]){0,6}"
    r"(?:紧张|不足|短缺|缺乏|有限|不够|欠缺|缺口|偏少|较少|上涨|较高|过高|未到位|没有到位|困难|压力)|"
    r"受限|管控|(?:周期|时间|流程|链条|环节|手续|程序|处置|审核|历时|耗时|需时)[^，,。；;]{0,6}(?:长|多|繁琐|复杂)|(?:不清|不明晰|纠纷|争议|分歧|异议|顾虑|观望|抵触)|"
    r"不配合|不支持|不理解|意见不一|不统一|意愿不[强高]|意识不[强高]|积极性不[高强]|(?:诉求|期望值?)[^，,。；;]{0,6}(?:多|高|复杂|不一)|"
    r"历史遗留|老化|老旧|狭窄|分离|气温|天气|雨|雪|气候|政策(?:调整|变化)|冲突|收缩|下滑|萎缩|低迷|有意见|意见较|(?:时间|工期|安排|任务|档期)[^，,。；;]{0,4}紧|交叉|重叠|牵扯|涉及[^，,。；;]{0,16}(?:多|广|复杂)|"
    r"需[^，,。；;]{0,10}(?:统筹|协调|审批|同意|配合|审查|支持|解决)|(?:等待|待)(?:上级|省|市)|上级[^，,。；;]{0,10}(?:尚未|未)|缺少|所以|故而"
)

# What was missed, or that it is hard: no clause of these says why.
_OUTCOME = re.compile(
    r"[慢缓迟晚差少难]|滞后|落后|[偏较]低|不[足够快理达强多高大]|[未没]|尚有|还[有需]|仍[有需]|差距|延[后期]|推[迟后]|晚于|欠账|难度|艰巨|困难|"
    r"压力|需[要]?(?:进一步|加[快大强]|提[高升])|有待|加快|距离|低于|下一?步"
)
# 因资料不全，审批受影响: the clause before names what it suffers from.
_NAMED_BEFORE = re.compile(r"[^，,。；;]{2,}[，,][^，,。；;]{2,}受到?[^，,。；;]{0,4}(?:影响|制约|限制)")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """A problem is named without its cause, and is not itself a circumstance that explains (资金紧张)."""
    causes = one_of(checks.causes)
    for report in written.reports:
        if is_problem(report.problems) and not _is_explained(report, causes):
            yield report.fault(Kind.CAUSE_MISSING, problems=report.problems)


def _is_explained(report: Report, causes: re.Pattern[str]) -> bool:
    """Whether the problem holds a cause, or is one, or a clause of it says more than what was missed; or the other cells do."""
    problems = _NO_CAUSE.sub("", report.problems).strip()
    said = _BARE_EFFECT.sub("", problems)
    if causes.search(said) or _CIRCUMSTANCE.search(said):
        return True
    parts = clauses(problems)
    if len(parts) > 1 and not all(_OUTCOME.search(part) for part in parts):
        return True
    is_told_elsewhere = any(_CAUSE_ELSEWHERE.search(text) for text in (report.progress, report.next_steps))
    return is_told_elsewhere or bool(_NAMED_BEFORE.search(problems))


RULE = Rule("未写原因", Kind.CAUSE_MISSING, judge)
