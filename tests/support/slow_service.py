"""A service whose verifications just take a time: `python tests/support/slow_service.py SECONDS [PROCESSES [STORE]]`.

Its limits, pool, jobs, store, log and way to end are the real ones; only the engines are honest fakes.
"""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from api.server import run
from tests.support.fakes import TODAY, FakeDetector, make_verifier
from verifier.settings import Settings


class Slow(FakeDetector):
    """Sees what the honest one sees, after a while."""

    def detect(self, photo):
        time.sleep(float(sys.argv[1]))
        return super().detect(photo)


def make(settings):
    from api.app import create_app

    return create_app(settings, make_verifier(settings, detector=Slow()), today=lambda: TODAY)


if __name__ == "__main__":
    _, _, processes, store, *_ = [*sys.argv, "1", ""] if len(sys.argv) == 2 else [*sys.argv, ""]
    settings = replace(
        Settings.from_environment(os.environ),
        workers=2,
        rate_anonymous=1_000_000,
        processes=int(processes),
        store_path=Path(store) if store else None,
    )
    run(settings, host="127.0.0.1", port=0, make=make)
