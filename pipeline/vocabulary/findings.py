"""Findings: each kind once, with its level, its wording and its remedy. Tests assert kind and place, never wording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Any, NamedTuple

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Level
from pipeline.vocabulary.text import fold, shortened

_ID_CHARACTERS = 10
_QUOTED = 120  # characters of a text in a question to the unit
_PLACE = "_place"  # so end the facts that say where another text stands: it may be moved


@dataclass(frozen=True)
class FindingKind:
    """A named fault: ``category`` and ``remedy`` are what users read; ``template`` takes the finding's facts.

    ``question``: what a letter asks the unit, with the same facts; blank where no letter asks.
    """

    level: Level
    category: str
    template: str
    remedy: str
    question: str = ""


class Kind(Enum):
    """Every kind of finding the pipeline can raise."""

    FILE_UNREADABLE = FindingKind(
        Level.ERROR,
        "文件无法读取",
        "文件无法读取：{reason}。",
        "请用 Excel 或 WPS 打开后另存为 .xlsx 格式，重新放入收件文件夹；打不开的，请填报单位重新报送，加密的请其去掉密码。",
    )
    FILE_TOO_HEAVY = FindingKind(
        Level.ERROR,
        "文件超出读取限度",
        "{reason}，没有读取；其他文件照常处理。",
        "请打开看一眼：是报表的，请单位只留报表、另存为 .xlsx 重新报送；不是报表的，请在人工认定“收文登记”表填一行：来源文件照抄，表种填“不采用”。",
    )
    UNREAD_BESIDE = FindingKind(
        Level.NOTICE,
        "已有报表的文件读不出",
        "文件读不出；从名称看是{whose}的报表，该报表已收到并录入（{form}），以已录入的为准。",
        "无需处理；如是单位后来更正的报表，请单位重新报送电子表格。",
    )
    READER_FAULT = FindingKind(
        Level.ERROR,
        "读取程序出错",
        "读取时程序出错（{error}），该文件未录入。",
        "请把该文件另存为 .xlsx 后重试；仍出错的，请将屏幕上的出错信息和该文件交维护人员。",
    )
    RECEIVED_LATER = FindingKind(
        Level.WARNING,
        "收到日期晚于截至日",
        "收到日期{day}（{basis}）晚于本次运行的截至日，本次未计入。",
        "如日期文件夹写错，请改正文件夹名；如是按以前的日期重新运行，无需处理。",
    )
    DAY_IMPOSSIBLE = FindingKind(
        Level.WARNING,
        "收到日期有误",
        "{basis}写明的收到日期{day}，晚于{known}。",
        "请改正日期文件夹的名称，或者人工认定“收文登记”表中的日期；登记的日期确实无误的，该行填写“撤销”，另登记一行。",
    )
    PAPER_LATER = FindingKind(
        Level.WARNING,
        "收到日期晚于截至日",
        "“收文登记”表登记的收到日期{day}晚于本次运行的截至日，本次按待认定处理。",
        "如日期写错，请在人工认定“收文登记”表中改正；如是按以前的日期重新运行，无需处理。",
    )
    SOURCE_UNKNOWN = FindingKind(
        Level.WARNING,
        "登记的文件不在收件中",
        "人工认定.xlsx {cell} 登记的来源文件“{source}”不在收件文件夹中，也从未收到过，该登记没有生效{then}。",
        "请从台账“收文清单”表（更正从“填报明细”表）抄录来源文件；纸质报送的，来源文件留空，填写单位、表种和期间。",
    )
    SOURCE_AMBIGUOUS = FindingKind(
        Level.WARNING,
        "登记的文件不止一个",
        "人工认定.xlsx {cell} 登记的来源文件“{source}”可能是：{candidates}。该登记没有生效{then}。",
        "请连同文件夹名抄录其中一个。",
    )
    FORMAT_UNSUPPORTED = FindingKind(
        Level.WARNING,
        "格式不支持",
        "收到了文件，但暂不能读取{format}的内容。",
        "请打开文件辨认，在人工认定“收文登记”表登记一行：来源文件照抄文件名，填写单位、表种（计划、落实或书面材料）、期间和实际收到日期；"
        "有电子表格的，也可以请单位改报 .xlsx。",
    )
    TABLE_NOT_FOUND = FindingKind(
        Level.ERROR,
        "未找到报表",
        "未找到附件3或附件4的表头。{seen}",
        "请核对是否放错文件；如确为报表，请按通知附件样式保留表头后重新报送；如为书面材料，请在文件名中写明“书面材料”。",
    )
    TABLE_EMPTY = FindingKind(
        Level.ERROR, "报表没有内容", "找到了表头，但表中没有填写任何事项。", "请单位补填后重新报送。"
    )
    CELL_UNTRUSTED = FindingKind(
        Level.WARNING, "单元格内容不可靠", "{what}{detail}。", "请打开文件核对该处内容，更正后重新放入收件文件夹。"
    )
    ROWS_HIDDEN = FindingKind(
        Level.WARNING,
        "有隐藏的行",
        "第{rows}行有填报内容但被隐藏，未录入；所涉事项按待认定处理，不作缺漏。",
        "请打开核对：应当录入的，取消隐藏（或清除筛选）后另存，重新放入收件文件夹；不应录入的，请单位删去后重报。",
    )
    SHEET_SKIPPED = FindingKind(
        Level.WARNING,
        "工作表未录入",
        "工作表“{name}”{reason}，未录入。",
        "请核对该工作表是否有应录入的内容；如有，请补上表头或取消隐藏后重新放入收件文件夹。",
    )
    SHEETS_MANY = FindingKind(
        Level.WARNING,
        "工作表过多",
        "文件中有{sheets}个工作表，其中{forms}张是报表。",
        "请核对是否误存了其他内容；报表已录入，多余的工作表可不处理。",
    )
    FORMS_SEVERAL = FindingKind(
        Level.NOTICE,
        "一个文件多张报表",
        "文件中有{count}张报表：{listed}。",
        "请核对各表的单位、月份是否正确；无误则无需处理。",
    )
    TEXT_LONG = FindingKind(
        Level.WARNING,
        "内容过长",
        "“{heading}”写了{length}字，已全部录入。",
        "请核对是否误贴了整篇材料；是的，请单位改写为简要内容后重新报送。",
    )
    PERIOD_LEFTOVER = FindingKind(
        Level.NOTICE,
        "月份写法不一",
        "{evidence}，按{settled}录入。",
        "如有误，请更正月份后重新放入收件文件夹；无误则无需处理。",
    )
    UNIT_INFERRED = FindingKind(
        Level.NOTICE,
        "填报单位按依据认定",
        "填报单位{written}，依据{basis}认定为“{inferred}”。",
        "请核对；如有误，请在表中更正填报单位后重新放入收件文件夹。",
    )
    COLUMN_MISSING = FindingKind(
        Level.ERROR, "缺少必填列", "表头缺少“{missing}”列，现有：{present}。", "请按通知附件样式补齐该列后重新报送。"
    )
    COLUMN_UNREAD = FindingKind(
        Level.WARNING,
        "有列未录入",
        "“{heading}”列的内容未录入：{reason}。",
        "如为通知附件中的列，请在 config.toml [headings] 中补充这一写法后重新运行；不是的，无需处理。",
    )
    CELLS_UNREAD = FindingKind(
        Level.WARNING,
        "有文字未录入",
        "表中这些单元格的文字没有录入台账：{cells}。",
        "请对照原表看一眼：属于完成情况等栏目的，在人工认定“更正”表中补录；是批注、草稿的，无需处理。",
    )
    COLUMNS_HIDDEN = FindingKind(
        Level.NOTICE,
        "有隐藏的列",
        "{columns}已隐藏，其中的内容未录入。",
        "无需处理；应当录入的，取消隐藏后另存，重新放入收件文件夹。",
    )
    FLOATING_UNREAD = FindingKind(
        Level.NOTICE,
        "批注和图片未录入",
        "表上另有{listed}，未录入台账。",
        "请打开文件看一眼；是单位补充的情况的，在人工认定“更正”表中补录，否则无需处理。",
    )
    MONTHS_ASIDE = FindingKind(
        Level.NOTICE,
        "往月各列未重复录入",
        "表中各月分列填写，录入的是{taken}的内容，{earlier}各列视为往月内容，未重复录入。",
        "无需处理；往月没有报过的，请单位按月另报。",
    )
    COLUMN_SHIFTED = FindingKind(
        Level.ERROR,
        "表头与内容错位",
        "“是否完成阶段任务目标”列填的全是长文字，内容与表头可能错了一列，未录入。",
        "请核对表头与各列内容是否对应，更正后重新放入收件文件夹。",
    )
    UNIT_BLANK = FindingKind(
        Level.ERROR,
        "填报单位空白",
        "表中未写填报单位，文件名也不能确定单位。",
        "请核实是哪个单位报送，在表中补填填报单位后重新放入收件文件夹。",
    )
    UNIT_UNKNOWN = FindingKind(
        Level.ERROR,
        "填报单位不明",
        "填报单位“{text}”不在单位名录中。{candidates}",
        "如为名录中单位的另一种写法，请在 master/单位名录.xlsx 该单位“别名”列补充；不是本区单位的，在人工认定“匹配认定”表填“不采用”。",
    )
    FORM_FOREIGN = FindingKind(
        Level.WARNING,
        "外单位报表",
        "填报单位“{text}”是外区、外市县的，所填任务也不在责任分解表中，没有录入。",
        "请核对是否错发；确是本区单位的，请单位更正填报单位后重新发送。",
    )
    UNIT_CONTRADICTED = FindingKind(
        Level.ERROR,
        "填报单位矛盾",
        "表中填报单位为“{written}”，而{where}写的是“{other}”。",
        "请与单位核实后更正填报单位，重新放入收件文件夹。",
    )
    PERIOD_UNKNOWN = FindingKind(
        Level.ERROR,
        "所属月份不明",
        "标题、工作表名和文件名中都没有可用的月份。",
        "请在表题“（　月）”处补填月份后重新放入收件文件夹。",
    )
    PERIOD_CONTRADICTED = FindingKind(
        Level.ERROR, "所属月份矛盾", "月份写法不一致：{evidence}。", "请与单位核实所属月份，更正后重新放入收件文件夹。"
    )
    PERIOD_OUTSIDE = FindingKind(
        Level.ERROR,
        "月份不在报送范围",
        "写明的期间是{written}，不在本年度报送范围（{first}至{last}）内。",
        "请核对月份；如确需报送，请在 config.toml 调整首末报送月份。",
    )
    FILES_OF_PAST_YEAR = FindingKind(
        Level.NOTICE,
        "往年文件",
        "{count}个文件是往年的（{years}），不属本年度，未计入（{named}）。",
        "无需处理；确属本年度的，请改正日期文件夹的年份，或在人工认定“收文登记”表登记实际收到日期。",
    )
    MONTH_BESIDE = FindingKind(
        Level.ERROR,
        "所属月份存疑",
        "{evidence}。",
        "请与单位核实是哪个月的报表，在人工认定“匹配认定”表填写期间；认定之前，原已收到的内容照旧有效，有关月份不作未报处理。",
    )
    SAYS_LESS = FindingKind(
        Level.WARNING,
        "后报少于前报",
        "{told}。以前报为准，后报有{rows}项待认定。",
        "请与单位核实，在人工认定“匹配认定”表认定：以后报为准的填期间，仍以前报为准的填“不采用”。",
    )
    GOAL_LOWERED = FindingKind(
        Level.WARNING,
        "重报计划降低目标",
        "{quarter}原为“{old}”，重报的计划为“{new}”：{difference}。仍以原计划为准。",
        "请与单位核实；同意按新目标的，在人工认定“匹配认定”表填“同意”，仍按原目标的填“不同意”。",
    )
    TASK_UNMATCHED = FindingKind(
        Level.ERROR,
        "事项无法对应",
        "“{text}”对应不上任何任务。{candidates}",
        "请核对该行任务名称，按责任分解表原文填写后重新报送。",
    )
    TASK_AMBIGUOUS = FindingKind(
        Level.ERROR,
        "事项难以确定",
        "“{text}”可能是：{candidates}。",
        "请在该行序号列写明事项编号（如 任务37），重新放入收件文件夹。",
    )
    TASK_SEVERAL = FindingKind(
        Level.ERROR,
        "一格多项",
        "“{text}”一格中写了不止一项任务：{candidates}。",
        "请在人工认定·匹配认定写明该行填的是哪几项（如 任务38、任务39）。",
    )
    TASK_CONTRADICTED = FindingKind(
        Level.ERROR,
        "序号与事项矛盾",
        "序号写的是{number}，文字对应的是{matched}。",
        "请核实该行填的是哪一项，更正序号或任务名称后重新报送。",
    )
    TASK_OFF_MARK = FindingKind(
        Level.ERROR,
        "事项与下发时不同",
        "下发的表格中，该行是{marked}；报回的是{told}。",
        "请核实该行填的是哪一项，在人工认定“匹配认定”表填写事项编号。",
    )
    TASK_NOT_OWN = FindingKind(
        Level.WARNING,
        "非本单位事项",
        "{task}的责任单位中没有{own_unit}。",
        "内容已登记，不计入应报事项；请核对是否填错，或核对责任分解表。",
    )
    TASK_REPEATED = FindingKind(
        Level.WARNING,
        "同一事项重复填报",
        "{task}在同一张表中出现多次且未注明分项，内容不同。",
        "各行内容均已保留；请核对是否有一行应为其他任务。",
    )
    MET_GOAL_UNCLEAR = FindingKind(
        Level.NOTICE,
        "是否完成不明确",
        "“是否完成阶段任务目标”填的是“{text}”，不能判断是否完成。",
        "请与单位核实，填写“是”或“否”。",
        "是否完成阶段任务目标填的是“{text}”，请明确填“是”或“否”。",
    )
    PROGRESS_BLANK = FindingKind(
        Level.WARNING,
        "完成情况空白",
        "{task}的完成情况没有填写。",
        "请单位补填后重新报送。",
        "{task}的完成情况没有填写，请补填。",
    )
    GOAL_BLANK = FindingKind(
        Level.WARNING,
        "季度目标空白",
        "{task}没有填写{quarters}目标。",
        "请单位补填后重新报送。",
        "{task}没有填写{quarters}目标，请补填。",
    )
    GOAL_DRIFT = FindingKind(
        Level.WARNING,
        "季度目标与计划不一致",
        "填写的季度目标为“{written}”，备案计划（{planned_place}）为“{planned}”：{difference}。",
        "请以备案计划为准核对；确需调整的，请单位书面说明。",
        "季度目标填的是“{written}”，备案计划为“{planned}”。请核对以哪个为准，确需调整的请书面说明。",
    )
    YES_UNFINISHED = FindingKind(
        Level.WARNING,
        "自报完成与文字不符",
        "自报“是”，但写有“{words}”；本季目标为“{goal}”。",
        "请与单位核实是否确已完成；未完成的，是否完成改填“否”并说明问题和原因。",
        "是否完成填“是”，完成情况写有“{words}”，本季目标为“{goal}”。请核对本季目标是否确已完成。",
    )
    YES_BELOW_GOAL = FindingKind(
        Level.WARNING,
        "自报完成与数字不符",
        "自报“是”，完成情况为“{reached}”，{quarter}目标为“{goal}”。",
        "请与单位核实数字；确未达到的，是否完成改填“否”并说明问题和原因。",
        "是否完成填“是”，完成情况为“{reached}”，{quarter}目标为“{goal}”。请核对数字和是否完成。",
    )
    NO_WITHOUT_PROBLEM = FindingKind(
        Level.WARNING,
        "未完成未写问题",
        "自报“{answer}”，存在问题填的是“{problems}”。",
        "请单位补充存在的问题、原因分析和下一步措施（通知第二条）。",
        "是否完成填“{answer}”，存在问题为“{problems}”。请补充存在的问题、原因和下一步措施。",
    )
    CAUSE_MISSING = FindingKind(
        Level.NOTICE,
        "未写原因分析",
        "存在问题写的是“{problems}”，没有写明原因。",
        "请单位补充原因分析（通知第二条）。",
        "存在问题写的是“{problems}”，请补充说明原因。",
    )
    SAME_AS_EARLIER = FindingKind(
        Level.NOTICE,
        "与上期内容相同",
        "完成情况与{earlier}（{earlier_place}）相同：“{text}”。",
        "请核实本月是否有新进展；有的请单位补充，没有的请说明原因。",
    )
    SAME_AS_OTHER = FindingKind(
        Level.NOTICE,
        "与其他单位内容相同",
        "完成情况与{other}（{other_place}）相同：“{text}”。",
        "请单位填写本单位承担部分的进展。",
    )
    FIGURE_FELL = FindingKind(
        Level.WARNING,
        "累计数减少",
        "本月为“{now}”，{earlier}（{earlier_place}）为“{before}”。",
        "请与单位核实哪个月的数字有误；因核减等原因减少的，请在完成情况中说明。",
        "本月为“{now}”，{earlier}为“{before}”。请核对哪个月的数字有误；因核减等原因减少的请说明。",
    )
    FIGURE_BEHIND = FindingKind(
        Level.WARNING,
        "进度明显落后于计划",
        "完成情况为“{reached}”，按备案计划（“{goal}”）推算到{by}应达到{pace}左右。",
        "请了解滞后原因，必要时列入重点抽查。",
    )
    TWINS_DISAGREE = FindingKind(
        Level.WARNING,
        "关联事项填报不一致",
        "{task}为“{here}”，内容{relation}的{other}（{other_unit}，{other_place}）为“{there}”。",
        "请有关单位核对口径，统一后重新报送。",
    )
    PART_LACKING = FindingKind(
        Level.WARNING,
        "分项未全部完成",
        "自报“是”，但{basis}中的分项{parts}。",
        "请单位逐个分项写明完成情况；分项未全部完成的，是否完成改填“否”。",
        "是否完成填“是”，{basis}中的分项{parts}。请核对这些分项是否确已完成。",
    )
    ROW_SUPERSEDED = FindingKind(
        Level.NOTICE,
        "后报替代前报",
        "{task}已由“{later}”替代{change}。",
        "无需处理；后报不应采用的，在人工认定“收文登记”表登记一行：来源文件照抄后报的，表种填“不采用”。",
    )
    RETURN_INCOMPLETE = FindingKind(
        Level.WARNING, "报送不完整", "应报{due}项，实报{received}项，缺：{lacking}。", "请单位补报所缺事项。"
    )
    FORM_BLANK = FindingKind(
        Level.WARNING,
        "报来的是空表",
        "{day}发来的是空表，各项都没有填写，不算报送。",
        "请电话告知单位填好重新报送，告知后在“核验复核”表登记“正常”，不再提出；内容在图片、文本框中而系统没有读出的，在人工认定“收文登记”表登记该文件的单位、表种、期间和收到日期。",
    )
    FORM_UNSIGNED = FindingKind(
        Level.NOTICE,
        "表尾未填写",
        "表尾没有填写{blank}。",
        "不影响收到日期和是否按时；请单位补填，负责人已在纸质件上签字的，无需处理。",
    )
    FILE_GONE = FindingKind(
        Level.NOTICE,
        "文件已撤走",
        "{day}收到的文件{now}{returns}，仍按 archive/原件 中的原件计（来源文件：{name}）。",
        "无需处理；当时放错、不应采用的，请在人工认定“收文登记”表填一行：来源文件照抄括号中的，表种填“不采用”。",
    )
    ORIGINAL_LOST = FindingKind(
        Level.WARNING,
        "原件缺失",
        "文件已不在收件文件夹，archive/原件 中也没有它的原件（{sha256}……），按以前读取的结果计，内容未录入。",
        "请从备份恢复 archive/原件，或把文件放回收件文件夹。",
    )
    FILE_MOVED = FindingKind(
        Level.WARNING,
        "文件移到别处",
        "{day}收到的文件原认作{returns}，现放在“{now}”，认作另一报表；原来的认定待人确认。",
        "请在人工认定“匹配认定”表对该文件填写：原来放错的填“不采用”，原来没有错的填原单位。",
    )
    FOLDER_UNLISTED = FindingKind(
        Level.ERROR,
        "文件夹打不开",
        "文件夹打不开：{reason}；其中的文件没有读到，可能涉及的报表按待认定处理。",
        "请处理访问权限、缩短路径或重新连接网络盘后再运行；其中没有报表的，请在人工认定“收文登记”表填一行：来源文件填该文件夹（末尾带/），表种填“不采用”。",
    )
    FOLDER_NO_DAY = FindingKind(
        Level.WARNING,
        "日期文件夹有误",
        "文件夹“{folder}”像是日期，但没有这一天，收到日期按首次发现计；由此显得迟报的，按待认定处理。",
        "请把文件夹名改为实际收到的日期，或者在人工认定“收文登记”表登记收到日期。",
    )
    SOURCE_SEVERAL = FindingKind(
        Level.WARNING,
        "不采用的文件不明确",
        "“收文登记”表登记不采用的“{source}”先后放过{count}个不同的文件（{listed}），该登记没有生效。",
        "请把该登记的来源文件改为括号中的一个，连“#”和后面的字符一起抄。",
    )
    GROUP_UNCONFIRMED = FindingKind(
        Level.NOTICE,
        "集合单位未确认",
        "“{group}”的成员单位尚未确认，涉及{tasks}。",
        "请在 master/单位名录.xlsx“集合单位”表核对成员，在“已确认”列填“是”；确认前不催报、不点名。",
    )
    CALENDAR_UNCOVERED = FindingKind(
        Level.WARNING,
        "工作日历未公布",
        "{years}年放假安排尚未收录，{periods}的截止日期暂按周一至周五推算。",
        "国务院办公厅公布放假安排后，请在 config.toml [calendar] 中补填放假和调休日期。",
    )
    BULLETIN_TEMPLATE = FindingKind(
        Level.ERROR,
        "通报模板有误",
        "模板“{template}”{reason}，《{name}》没有生成，其余照常。",
        "请运行 python run.py templates check 查看是哪一段，在 Word 中更正后重新运行；改不好的，删去 master/模板 中该文件，即用原始模板。",
    )
    PUBLIC_BLOCKED = FindingKind(
        Level.ERROR,
        "公开版未生成",
        "《{name}》的公开版没有生成：{places}。内部版照常。",
        "请运行 python run.py templates check 核对模板中有无联系电话、姓名、批注和修订；是单位原话或本室登记写到的，在人工认定“更正”表或相应登记中删去，重新运行即生成。",
    )
    TEMPLATE_REMARK = FindingKind(
        Level.NOTICE,
        "通报模板须处理",
        "模板“{template}”{reason}，通报照常生成。",
        "请在 Word 中打开 master/模板 中该文件处理，再运行 python run.py templates check 核对。",
    )
    HOUSE_WORDS = FindingKind(
        Level.NOTICE,
        "措辞不能用",
        "{where}：{reason}，暂用程序自带的措辞。",
        "请按 master/措辞.xlsx“用处”列原有的名称填写；一句不想写的，在“措辞”列填“不写”。",
    )
    COMPLETION_UNDONE = FindingKind(
        Level.WARNING,
        "已完成又未完成",
        "{task}{before}，{now}。",
        "请与单位核实：确未完成的，在人工认定“办结销号”表改为“退回”；填报有误的，请单位更正。",
    )
    CLOSURE_WITHDRAWN = FindingKind(
        Level.ERROR,
        "已通报办结又未办结",
        "《{name}》已印发，而人工认定中该事项现在不是“已销号”。",
        "请核实：确需退回的，审定印发更正稿（在 outbox/通报），并在“通报登记”表登记；误改的，请在“办结销号”表改回。",
    )
    VERDICTS_CONTRADICT = FindingKind(
        Level.WARNING,
        "办结认定前后矛盾",
        "“办结销号”表中{task}在{day}既有“已销号”又有“退回”，暂按“已销号”处理。",
        "请核对：以后一次认定为准的，在该行填写核实日期；填错的一行，在该行任一空格填写“撤销”。",
    )
    DUTY_CHANGED = FindingKind(
        Level.NOTICE,
        "责任单位有变动",
        "{task}的责任单位有变动：{changes}。此前已截止的各期不受影响。",
        "日期是运行时看到变动的日期；实际日期不同的，请在 master/责任分解表.xlsx“责任变动”表"
        "（列：事项编号、单位、启用日期、停用日期）各填一行，没有该表的新建。",
    )
    DUTY_DAYS_UNREAD = FindingKind(
        Level.WARNING,
        "责任单位的起止日期看不懂",
        "{where}看不懂起止日期，暂按没有写日期处理。",
        "请写明年月日，如（至2022-06-30）、（2022-07-01起）、（2022-04-21至2022-06-30）；同一单位先后几次承担的，每次都写上日期。",
    )
    TAKEN_BACK_LATE = FindingKind(
        Level.NOTICE,
        "撤销以前照旧",
        "{what}已撤销，撤销只管以后：{periods}{still}。",
        "无需处理；原来是登错单位、登错期间的，把该行的“撤销”改成“登错”，下次运行按从未登记过计算。",
    )
    UNIT_RANK_UNREAD = FindingKind(
        Level.NOTICE,
        "机构序列看不懂",
        "{where}不是数字，暂按没有填写处理。",
        "请填阿拉伯数字，如 12；数字小的排在前面，空着的排在有数字的后面。",
    )
    DUTY_GAP = FindingKind(
        Level.WARNING,
        "有几天没有责任单位",
        "{task}在{days}没有责任单位承担。",
        "请核对 master/责任分解表.xlsx 中该事项责任单位的起止日期（后一单位的起日应接上前一单位的止日）；确实无人承担的，不必更改。",
    )
    ISSUED_REFUTED = FindingKind(
        Level.ERROR,
        "已印发通报与台账不符",
        "《{title}》已印发，其中{stated}；现查明：{now}。更正稿《{draft}》已备好。",
        "请核实后审定印发更正稿（在 outbox/通报），并在“通报登记”表登记；核实后不需要更正的，在“核验复核”表登记“正常”。",
    )
    ISSUED_UNCONFIRMED = FindingKind(
        Level.ERROR,
        "未经确认即印发",
        "《{name}》登记为已印发，而该稿是征求意见稿，其中{number}条点名没有人在“点名确认”表填“是”：{named}。",
        "请报告负责同志，逐条核实：点名不当的，另行印发更正；核实后在“核验复核”表登记“正常”。以后请先确认、印发定稿，再登记。",
    )
    ISSUED_AS_DRAFT = FindingKind(
        Level.WARNING,
        "归档的是征求意见稿",
        "《{name}》登记为已印发，归档的是{drafted}起草的征求意见稿；其后认定的情况没有写进这一稿。",
        "请把实际印发的文件放到 archive/通报，替换同名文件；印发的就是这一稿的，核实后在“核验复核”表登记“正常”。",
    )
    ISSUED_BEFORE_DRAFTED = FindingKind(
        Level.WARNING,
        "印发日期早于起草日期",
        "《{name}》登记为{issued}印发，而本机最早的一稿是{drafted}起草的，归档的不是印发的那一稿。",
        "请把实际印发的文件放到 archive/通报，替换同名文件；印发日期填错的，在“通报登记”表改正。",
    )
    DRAFT_CHANGED = FindingKind(
        Level.NOTICE,
        "文稿起草后有变动",
        "《{name}》与{drafted}起草的第一稿相比：{changes}。",
        "印发前请核对这几处；已经送有关单位征求意见的，变动的部分另行告知。",
    )
    REGISTRATION_UNCLEAR = FindingKind(
        Level.ERROR,
        "通报登记没有生效",
        "“通报登记”表的“{written}”{reason}，这一行没有生效。现有：{names}。",
        "请把这一行的“通报”“期间”改成其中一份，名称照抄；系统已经列出该通报的，把文号和印发日期填到那一行，这一行填“撤销”。",
    )
    REGISTRATION_FILE = FindingKind(
        Level.ERROR,
        "登记的文件找不到",
        "《{name}》登记的文件“{file}”找不到，该通报还没有归档。",
        "请把“文件”一格改成文件所在的位置（从项目文件夹写起）；印发的就是 outbox/通报 中那一份的，把这一格清空。",
    )
    REGISTRATION_OPEN = FindingKind(
        Level.ERROR,
        "点名未确认即登记",
        "《{name}》已在“通报登记”表登记，而点名还没有全部确认：{named}。该通报仍是征求意见稿，没有归档。",
        "请在“点名确认”表逐条填“是”或“否”；其余一律不点名的，在“通报登记”表该行“归档方式”填“未确认的不点名”；已经照征求意见稿印发的，填“原样归档”。",
    )
    ISSUE_REFUSED = FindingKind(
        Level.ERROR,
        "登记的文稿不能归档",
        "《{name}》已登记，而“{file}”{reasons}，没有归档。",
        "请用 Word 改好这一份，再运行；没有改动的内容，可以对照旁边的（新稿）。确实是照这一份印发的，在“通报登记”表该行“归档方式”填“原样归档”。",
    )
    CORRECTION_UNDONE = FindingKind(
        Level.ERROR,
        "更正所依据的情况已变",
        "《{title}》中{stated}，已印发更正，而台账现在又与原通报一致。",
        "请核对“收文登记”等有关登记是否误改，误改的请改回；核实后无需处理的，在“核验复核”表登记“正常”。",
    )
    NAMING_CONTRADICTED = FindingKind(
        Level.ERROR,
        "点名确认前后矛盾",
        "{reason}的同一事实，“点名确认”表中既有“是”又有“否”，按未确认处理，不点名。",
        "请核对后把各行改为一致，或在多余的一行填写“撤销”。",
    )
    DECISION_INVALID = FindingKind(
        Level.ERROR,
        "人工认定填写有误",
        "人工认定.xlsx {cell}：{reason}。",
        "请按提示更正；更正前该行不生效，可能有关的单位按待认定处理，不催报、不点名。",
    )
    DECISIONS_DIFFER = FindingKind(
        Level.ERROR,
        "人工认定相互矛盾",
        "人工认定.xlsx {rows}：{told}。",
        "请核对后只保留对的一行，其余各行在该行任一格（如备注）填写“撤销”；不要直接删行，删去的行会写回。",
    )
    CORRECTION_STALE = FindingKind(
        Level.WARNING,
        "更正依据已变",
        "人工认定.xlsx {cell} 更正的“{column}”原值为“{old}”，{now}，该更正没有生效。",
        "请核对单位最新报送的内容：仍需更正的，照台账“填报明细”表改写这一行；不再需要的，在该行任一空格填写“撤销”。",
    )

    @property
    def level(self) -> Level:
        """级别: 错误, 警告 or 提示."""
        return self.value.level


@dataclass(frozen=True)
class Place:
    """Where: path relative to inbox/ with ``/``, sheet name, row (1-based as Excel shows it; None for the whole)."""

    source: str = ""
    sheet: str = ""
    row: int | None = None


class Ground(NamedTuple):
    """What a unit wrote of a task for a period (of the plan: the year), as far as something rests on it."""

    unit: str
    period: Period
    task_id: str


@dataclass(frozen=True)
class Finding:
    """One fault of the data, at its place. ``facts`` fill the kind's template; a missing fact is a KeyError.

    ``beside``: what it rests on apart from the row at its place: the plan, an earlier month, another unit's row.
    ``is_sure``: beyond doubt; what is less is shown to the office, and no letter asks the unit for it.
    """

    kind: Kind
    facts: tuple[tuple[str, str], ...] = ()
    place: Place = Place()
    unit: str = ""
    period: Period | None = None
    task_id: str = ""
    beside: tuple[Ground, ...] = ()
    is_sure: bool = True

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """All that it rests on: while a question about one of these is open, it holds against nobody."""
        own = (Ground(self.unit, self.period, self.task_id),) if self.unit and self.period else ()
        return (*own, *self.beside)

    @property
    def problem(self) -> str:
        """问题: the kind's wording with this finding's facts."""
        return self.kind.value.template.format(**dict(self.facts))

    @property
    def remedy(self) -> str:
        """建议处理: what a person does about it; its fact ``cure`` where that is known better than for its kind."""
        return dict(self.facts).get("cure") or self.kind.value.remedy

    @property
    def question(self) -> str:
        """What a letter asks the unit: its own words, each cut to what can be taken in, and what it is asked to look at."""
        return self.kind.value.question.format(**{name: shortened(fact, _QUOTED) for name, fact in self.facts})

    @property
    def finding_id(self) -> str:
        """编号: the same words about the same entry give the same id, on any machine, wherever the files lie (人工认定·核验复核)."""
        placeless = {name: "" if name.endswith(_PLACE) else fact for name, fact in self.facts}
        return self._id(self.kind.value.template.format(**placeless))

    @property
    def ids(self) -> frozenset[str]:
        """Its 编号, and that by its words as they are shown: how a person may name it, and how earlier runs numbered it."""
        return frozenset((self.finding_id, self._id(self.problem)))

    def _id(self, problem: str) -> str:
        return finding_id(self.kind.value.category, self.unit, str(self.period or ""), self.task_id, problem)


def finding_id(category: str, unit: str, period: str, task_id: str, problem: str) -> str:
    """The 编号 of a finding out of its columns in 核验问题, which 核验复核 has too; ``problem`` quotes what was written."""
    written = "\n".join((category, unit, period, task_id, fold(problem)))
    return f"核验-{sha256(written.encode()).hexdigest()[:_ID_CHARACTERS]}"


def finding(
    kind: Kind,
    place: Place = Place(),
    *,
    unit: str = "",
    period: Any = None,  # Period | None; a checker takes **facts of dict[str, str] for it
    task_id: str = "",
    **facts: object,
) -> Finding:
    """A Finding with its facts given as keywords."""
    return Finding(kind, tuple((name, str(value)) for name, value in facts.items()), place, unit, period, task_id)
