"""config.toml as frozen, typed settings.

- section: what every section has in common: frozen, unknown keys are errors
- reporting: who owes what and when, and the year that follows from it
- office: how the office is called, where its folders are
- matching: thresholds of task matching
- reading: how much one file may cost
- checks: thresholds and words of the checks on what units wrote, how problems are followed
- spot_checks: how many spot checks a draw holds and how they are chosen
- scores: points of 考评
- documents: faces, layout and tone of what is written to units
- settings: all sections together
- loading: a project folder → its settings, or what is wrong with them in words
"""

from pipeline.config.checks import Checks, Problems, Relation
from pipeline.config.documents import BulletinFonts, Bulletins, Reminders
from pipeline.config.loading import load_settings
from pipeline.config.matching import Matching
from pipeline.config.office import Folders, Office
from pipeline.config.reading import Reading
from pipeline.config.reporting import Calendar, Reporting, ReportingYear
from pipeline.config.scores import Score
from pipeline.config.settings import Settings
from pipeline.config.spot_checks import SpotCheckRules, SpotCheckWeights

__all__ = [
    "BulletinFonts",
    "Bulletins",
    "Calendar",
    "Checks",
    "Folders",
    "Matching",
    "Office",
    "Problems",
    "Reading",
    "Relation",
    "Reminders",
    "Reporting",
    "ReportingYear",
    "Score",
    "Settings",
    "SpotCheckRules",
    "SpotCheckWeights",
    "load_settings",
]
