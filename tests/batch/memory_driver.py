"""Runs a stock of N photos that exist in no file, with an engine that has its answers ready; prints its memory in kB.

`python -m tests.batch.memory_driver N FOLDER`: what is measured is the run itself, from plan to results.
"""

import resource
import sys
from collections import deque
from pathlib import Path

from tests.support.stock import DAY, make_stub, picture
from verifier.batch.jobs import Judge, Look, Seen
from verifier.batch.ledger import Ledger
from verifier.batch.plan import Grouping, make_plan
from verifier.batch.results import write_result
from verifier.batch.results.rows import Stock
from verifier.batch.run import Run
from verifier.batch.source import Entry
from verifier.batch.whole import note_whole
from verifier.batch.worker import Worker
from verifier.settings import Settings


class Imagined:
    """A source of photos that are made when they are read."""

    label = "imagined"

    def __init__(self, count):
        self.count = count

    def entries(self):
        return (Entry(f"{n // 1000:03d}/{n:06d}.png", str(n)) for n in range(self.count))

    def read(self, name, limit):
        return name.encode() * 20_000  # 200 kB, as photos are

    def is_there(self):
        return True


class Ready:
    """Gives every photo one sight, and every product one verdict."""

    snapshot = None

    def __init__(self):
        self.versions = {"engine": "ready"}
        worker = Worker(make_stub())
        self._seen = worker.do(Look(picture(1), "x"))
        self._judged = worker.do(Judge((self._seen.sight,), DAY))
        self._jobs = deque()

    def room(self):
        return 4 - len(self._jobs)

    def busy(self):
        return len(self._jobs)

    def submit(self, ticket, job):
        self._jobs.append((ticket, job))

    def wait(self, seconds):
        answers = []
        while self._jobs:
            ticket, job = self._jobs.popleft()
            if isinstance(job, Judge):
                answers.append((ticket, self._judged))
            else:
                number = hash(job.sha256) % 2**64
                answers.append((ticket, Seen(self._seen.sight, self._seen.gtins, f"{number:016x}", self._seen.thumb)))
        return answers


if __name__ == "__main__":
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    ledger = Ledger.open(folder / f"{count}.ledger")
    source = Imagined(count)
    make_plan(ledger, source, None, Grouping.AUTO, max_photos=6)
    run = Run(ledger, source, Ready(), settings=Settings(), day=DAY, columns=None)
    tally = run.work()
    assert tally.photos_done == count, tally
    note_whole(ledger, run.photos.seen_by)
    for kind in ("csv", "jsonl", "html"):
        write_result(Stock(ledger), folder / f"{count}.{kind}", "th")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
