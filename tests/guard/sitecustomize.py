"""Put on PYTHONPATH, it watches a whole process from its first line: only this machine may be connected to.

What is refused is also written to the file that CONNECTIONS_REPORT names.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from connections import Watch

WATCH = Watch(loopback=True, report=Path(os.environ["CONNECTIONS_REPORT"]))
