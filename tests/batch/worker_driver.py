"""The worker of a service's batches with engines that answer at once; the tests kill this process.

`python -m tests.batch.worker_driver FOLDER [slow]`
"""

import sys
from pathlib import Path

from api.batches.batches import Batches
from api.batches.worker import Worker
from tests.support.stock import make_slow_stub, make_stub
from verifier.batch.pool import Limits
from verifier.settings import Settings

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    make = make_slow_stub if "slow" in sys.argv else make_stub
    batches = Batches(folder, Settings(batches_path=folder))
    Worker(batches, make, workers=1, limits=Limits(job_s=20)).run(until_idle=True)
