"""What people decide in 人工认定.xlsx: every kind of entry, importable from here."""

from pipeline.decisions.sheets.closures import ClosureEntry as ClosureEntry
from pipeline.decisions.sheets.corrections import Correction as Correction
from pipeline.decisions.sheets.exemptions import Exemption as Exemption
from pipeline.decisions.sheets.extensions import Extension as Extension
from pipeline.decisions.sheets.issued_bulletins import IssuedBulletin as IssuedBulletin
from pipeline.decisions.sheets.major_matters import MajorMatter as MajorMatter
from pipeline.decisions.sheets.matches import MatchAnswer as MatchAnswer
from pipeline.decisions.sheets.namings import NamingEntry as NamingEntry
from pipeline.decisions.sheets.problem_outcomes import ProblemOutcome as ProblemOutcome
from pipeline.decisions.sheets.receipts import ReceivedEntry as ReceivedEntry
from pipeline.decisions.sheets.reviews import Review as Review
from pipeline.decisions.sheets.spot_checks import SpotCheck as SpotCheck
