"""Put on PYTHONPATH, it watches a whole process from its first line: only this machine may be connected to.

What is refused is also written to the file that CONNECTIONS_REPORT names.
"""

import os
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[3])

sys.path.insert(0, ROOT)
from tests.support.connections import Watch  # noqa: E402

sys.path.remove(ROOT)
WATCH = Watch(loopback=True, report=Path(os.environ["CONNECTIONS_REPORT"]))
