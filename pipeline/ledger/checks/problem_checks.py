"""What stands in 存在问题: 否 without a problem, a problem without a cause (R17; notice clause 2 asks for 原因分析)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.lines import Written
from pipeline.ledger.statements.openness import one_of
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.sentences import clauses
from pipeline.vocabulary.terms import MetGoal

_TOLD_ELSEWHERE = re.compile(r"存在问题|主要问题|原因|由于|受[^，,。；;]{1,12}(?:影响|制约|限制)|困难(?:是|在于|主要)")
_CAUSE_ELSEWHERE = re.compile(r"原因|由于|受[^，,。；;]{1,12}(?:影响|制约|限制)")
# That something suffers, without a word of what it suffers from.
_BARE_EFFECT = re.compile(r"受到?(?:了?(?:一定|较大|很大)(?:程度)?的?)?(?:影响|制约|限制)")
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


def judge_missing_problem(written: Written, checks: Checks) -> Iterator[Finding]:
    """否, or at a quarter's end 部分, without a problem in the column or a cause in the progress."""
    for line in written.lines:
        is_open = line.met_goal is MetGoal.NO or (line.met_goal is MetGoal.PARTLY and line.period.is_quarter_end)
        if is_open and not is_problem(line.problems) and not _TOLD_ELSEWHERE.search(line.progress):
            answer = str(line.met_goal)
            yield line.fault(Kind.NO_WITHOUT_PROBLEM, answer=answer, problems=line.problems or "空白")


def judge_missing_cause(written: Written, checks: Checks) -> Iterator[Finding]:
    """A problem is named without its cause, and is not itself a circumstance that explains (资金紧张)."""
    causes = one_of(checks.causes)
    for line in written.lines:
        said = _BARE_EFFECT.sub("", line.problems)
        if not is_problem(line.problems) or causes.search(said) or _CIRCUMSTANCE.search(said):
            continue
        told = clauses(line.problems)
        if len(told) > 1 and not all(_OUTCOME.search(clause) for clause in told):
            continue
        named = re.search(r"[^，,。；;]{2,}[，,][^，,。；;]{2,}受到?[^，,。；;]{0,4}(?:影响|制约|限制)", line.problems)
        if not named and not any(_CAUSE_ELSEWHERE.search(text) for text in (line.progress, line.next_steps)):
            yield line.fault(Kind.CAUSE_MISSING, problems=line.problems)
