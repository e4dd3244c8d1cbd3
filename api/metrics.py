"""What `/metrics` tells Prometheus: counts and times of everybody together, nothing of anybody.

One process keeps its numbers in memory. Several processes of one service share them through small files in the folder
that `PROMETHEUS_MULTIPROC_DIR` names (`api.server` makes it and sets it before anything here is imported).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from verifier.domain import Report, VerdictKind

SECONDS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._before_reading: list[Callable[[], None]] = []
        self.shared = FOLDER in os.environ
        if not self.shared:
            ProcessCollector(registry=self._registry)
        self.requests = self._counter("requests", "Requests answered.", "method", "route", "status")
        self.request_seconds = self._times("request_seconds", "From the first byte to the answer's last.", "route")
        self.rejected = self._counter("rejected", "Answers that are problems, by code.", "code")
        self.verdicts = self._counter("verdicts", "Reports, by verdict.", "verdict")
        self.abstentions = self._counter("abstentions", "Reports that cannot tell, by leading finding.", "finding")
        self.stage_seconds = self._times("stage_seconds", "Time of each stage of a verification.", "stage")
        self.running = self._gauge("pool_running", "Verifications at work.", "livesum")
        self.queued = self._gauge("pool_queued", "Verifications waiting for a worker.", "livesum")
        self.jobs = self._gauge("jobs_open", "Jobs waiting or at work.", "livesum")
        self.batches = self._gauge("batches_open", "Batches of stock waiting or at work.", "mostrecent")
        self.batch_worker_age = self._gauge(
            "batch_worker_age_seconds", "Since the worker of the batches was last seen.", "mostrecent"
        )
        self.list_age = self._gauge("list_age_days", "Age of the list of licences in use.", "mostrecent")
        self.list_rows = self._gauge("list_rows", "Rows of the list in use; a licence may have several.", "mostrecent")

    def answered(self, method: str, route: str, status: int, seconds: float, problem: str) -> None:
        """Counts a request; `route` is the pattern, never the path."""
        self.requests.labels(method if method in METHODS else "other", route, str(status)).inc()
        self.request_seconds.labels(route).observe(seconds)
        if problem:
            self.rejected.labels(problem).inc()

    def verified(self, report: Report) -> None:
        """Counts a report and its stages."""
        self.verdicts.labels(str(report.verdict.kind)).inc()
        if report.verdict.kind is VerdictKind.CANNOT_TELL:
            self.abstentions.labels(report.verdict.leading.code if report.verdict.leading else "none").inc()
        for stage, ms in report.timings_ms.items():
            self.stage_seconds.labels(stage).observe(ms / 1000)

    def before_reading(self, look: Callable[[], None]) -> None:
        """Has `look` called before the numbers are read, to set those that nothing else sets."""
        self._before_reading.append(look)

    def look(self) -> None:
        """Sets those numbers now."""
        for look in self._before_reading:
            look()

    def read(self) -> bytes:
        """The text exposition format."""
        self.look()
        if not self.shared:
            return generate_latest(self._registry)
        for file in Path(os.environ[FOLDER]).glob("gauge_live*_*.db"):  # those of processes that are gone
            pid = file.stem.rpartition("_")[2]
            if not Path(f"/proc/{pid}").exists():
                mark_process_dead(pid)  # type: ignore[no-untyped-call]
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"mokcheck_{name}", meaning, labels, registry=self._registry)

    def _times(self, name: str, meaning: str, label: str) -> Histogram:
        return Histogram(f"mokcheck_{name}", meaning, (label,), registry=self._registry, buckets=SECONDS)

    def _gauge(self, name: str, meaning: str, mode: str) -> Gauge:
        return Gauge(f"mokcheck_{name}", meaning, registry=self._registry, multiprocess_mode=mode)  # type: ignore[arg-type]
