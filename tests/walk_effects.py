"""What each kind of finding must do to 报送, 进度, praise and letters (R17, R18): one row for each, none left out."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import Delivery, Standing

SETTLED = frozenset({Standing.CLOSED, Standing.EXEMPT, Standing.CANCELLED, Standing.NOT_DUE, Standing.UNSETTLED})
_AMISS = frozenset({Standing.ATTENTION, Standing.BEHIND})
_UNTOLD = frozenset({Standing.UNREPORTED, *_AMISS})


@dataclass(frozen=True)
class Effect:
    """Where the row may stand (None: anywhere), whether its unit's letter asks about it, and whether the unit may be praised.

    What is settled otherwise (销号, 免报, 待认定) stays so whatever the finding. ``is_of_row``: it is about what a unit wrote.
    """

    standings: frozenset[Standing] | None = None
    deliveries: frozenset[Delivery] | None = None
    is_asked: bool = False
    may_be_praised: bool = True
    is_of_row: bool = True


_AGAINST = Effect(_AMISS, is_asked=True, may_be_praised=False)
_ASKED = Effect(is_asked=True, may_be_praised=False)
_NOTED = Effect()
_ELSEWHERE = Effect(
    is_of_row=False
)  # about a file, an entry or the office itself: what it does shows as 待认定, or not at all

EFFECTS: dict[Kind, Effect] = {
    Kind.YES_UNFINISHED: _AGAINST,
    Kind.YES_BELOW_GOAL: _AGAINST,
    Kind.PART_LACKING: _AGAINST,
    Kind.FIGURE_FELL: _AGAINST,
    Kind.FIGURE_BEHIND: Effect(_AMISS, may_be_praised=False),
    Kind.MET_GOAL_UNCLEAR: _ASKED,
    Kind.PROGRESS_BLANK: Effect(_UNTOLD, frozenset({Delivery.INCOMPLETE}), is_asked=True, may_be_praised=False),
    Kind.GOAL_BLANK: _ASKED,
    Kind.GOAL_DRIFT: _ASKED,
    Kind.NO_WITHOUT_PROBLEM: _ASKED,
    Kind.CAUSE_MISSING: _ASKED,
    Kind.SAME_AS_EARLIER: _NOTED,
    Kind.SAME_AS_OTHER: _NOTED,
    Kind.TWINS_DISAGREE: _NOTED,
    **dict.fromkeys(
        (
            *(
                Kind.FILE_UNREADABLE,
                Kind.FILE_TOO_HEAVY,
                Kind.UNREAD_BESIDE,
                Kind.READER_FAULT,
                Kind.RECEIVED_LATER,
                Kind.DAY_IMPOSSIBLE,
            ),
            *(Kind.PAPER_LATER, Kind.SOURCE_UNKNOWN, Kind.SOURCE_AMBIGUOUS, Kind.FORMAT_UNSUPPORTED),
            *(Kind.TABLE_NOT_FOUND, Kind.TABLE_EMPTY, Kind.CELL_UNTRUSTED, Kind.ROWS_HIDDEN, Kind.SHEET_SKIPPED),
            *(Kind.SHEETS_MANY, Kind.FORMS_SEVERAL, Kind.TEXT_LONG, Kind.PERIOD_LEFTOVER, Kind.UNIT_INFERRED),
            *(Kind.COLUMN_MISSING, Kind.COLUMN_UNREAD, Kind.CELLS_UNREAD, Kind.COLUMNS_HIDDEN, Kind.FLOATING_UNREAD),
            *(Kind.MONTHS_ASIDE, Kind.COLUMN_SHIFTED, Kind.UNIT_BLANK, Kind.UNIT_UNKNOWN, Kind.UNIT_CONTRADICTED),
            *(Kind.FORM_FOREIGN, Kind.PERIOD_UNKNOWN, Kind.PERIOD_CONTRADICTED, Kind.PERIOD_OUTSIDE),
            Kind.FILES_OF_PAST_YEAR,
            *(Kind.MONTH_BESIDE, Kind.SAYS_LESS, Kind.GOAL_LOWERED, Kind.TASK_UNMATCHED, Kind.TASK_AMBIGUOUS),
            *(Kind.TASK_SEVERAL, Kind.TASK_CONTRADICTED, Kind.TASK_OFF_MARK, Kind.TASK_NOT_OWN, Kind.TASK_REPEATED),
            *(Kind.ROW_SUPERSEDED, Kind.RETURN_INCOMPLETE, Kind.FORM_BLANK, Kind.FORM_UNSIGNED, Kind.FILE_GONE),
            *(Kind.ORIGINAL_LOST, Kind.FILE_MOVED, Kind.FOLDER_UNLISTED, Kind.FOLDER_NO_DAY, Kind.SOURCE_SEVERAL),
            *(
                Kind.GROUP_UNCONFIRMED,
                Kind.CALENDAR_UNCOVERED,
                Kind.BULLETIN_TEMPLATE,
                Kind.TEMPLATE_REMARK,
                Kind.PUBLIC_BLOCKED,
                Kind.COMPLETION_UNDONE,
            ),
            *(
                Kind.CLOSURE_WITHDRAWN,
                Kind.VERDICTS_CONTRADICT,
                Kind.DUTY_CHANGED,
                Kind.DUTY_DAYS_UNREAD,
                Kind.DUTY_GAP,
                Kind.TAKEN_BACK_LATE,
                Kind.UNIT_RANK_UNREAD,
                Kind.HOUSE_WORDS,
                Kind.ISSUED_REFUTED,
            ),
            *(Kind.ISSUED_UNCONFIRMED, Kind.ISSUED_AS_DRAFT, Kind.ISSUED_BEFORE_DRAFTED, Kind.CORRECTION_UNDONE),
            *(Kind.REGISTRATION_UNCLEAR, Kind.REGISTRATION_FILE, Kind.REGISTRATION_OPEN, Kind.ISSUE_REFUSED),
            Kind.DRAFT_CHANGED,
            *(Kind.NAMING_CONTRADICTED, Kind.DECISION_INVALID, Kind.DECISIONS_DIFFER, Kind.CORRECTION_STALE),
        ),
        _ELSEWHERE,
    ),
}
