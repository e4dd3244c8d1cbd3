"""Runs a stock with engines that answer at once; the tests kill this process at random moments.

`python -m tests.batch.kill_driver SOURCE RESULT…`
"""

import sys
from pathlib import Path

from tests.support.stock import make_slow_stub, run

if __name__ == "__main__":
    run(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]], make_slow_stub, workers=2)
