"""The worker of a service's batches with engines that answer at once; the tests kill this process.

`python -m tests.batch.worker_driver FOLDER [slow|never|other] [many URL SHARE [patient]]`: with `never` its engines do
not get ready, with `other` they have another list; with `many` it is one among several that are taken for dead within 2
seconds; `patient` ones wait for batches until they are told to stop.
"""

import signal
import sys
from pathlib import Path

from api.batches import bench, worker
from api.batches.batches import Batches
from api.batches.worker import Worker
from tests.support.stock import make_never, make_other_list, make_slow_stub, make_stub
from verifier.batch.pool import Limits
from verifier.settings import Settings

STALE_S = 2.0
MAKES = {"other": make_other_list, "slow": make_slow_stub, "never": make_never}


def hire(batches: Batches) -> Worker:
    make = next((make for word, make in MAKES.items() if word in sys.argv), make_stub)
    hired = Worker(batches, make, workers=1, limits=Limits(job_s=20))
    signal.signal(signal.SIGTERM, lambda *_: hired.stopping.set())
    return hired


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    if "many" in sys.argv:
        from api.batches import many

        url, share = sys.argv[sys.argv.index("many") + 1 :][:2]
        Batches.stale_s, many.HEARTBEAT_S, many.RESCUE_EVERY_S = STALE_S, 0.4, 1
        many.WAIT_S = many.REST_S = 1.0
        worker.BEAT_S, worker.POLL_S = 0.4, 0.2
        bench.TELL_S, bench.KEEP_S = 0.2, 0.4
        settings = Settings(batches_path=folder, batches_url=url, batches_share=share)
        many.work_among_many(settings, hire, until_idle="patient" not in sys.argv)
    else:
        hire(Batches(folder, Settings(batches_path=folder))).run(until_idle=True)
