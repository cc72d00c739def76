"""``python -m tests.sequences``: see command.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sequences.command import main

sys.exit(main())
