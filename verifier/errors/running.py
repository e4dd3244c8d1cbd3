"""What can go wrong in a program that runs: its engines, its settings, its store, its load."""

from __future__ import annotations

from verifier.errors.root import MokCheckError


class EngineProblem(MokCheckError):
    """An engine is missing or gave up."""

    code, status, exit_code = "engine.problem", 503, 69


class EngineMissing(EngineProblem):
    """A program, library or model file that an engine needs is not installed."""

    code = "engine.missing"


class ModelMismatch(EngineProblem):
    """A model file's SHA-256 is not the one it was measured with."""

    code = "engine.model_mismatch"


class EngineFailed(EngineProblem):
    """An engine crashed, hung past its time or answered nonsense."""

    code, status = "engine.failed", 500


class BadSettings(MokCheckError):
    """A setting has a value that cannot be taken."""

    code, status, exit_code = "settings.bad", 500, 78


class AddressTaken(MokCheckError):
    """Another program listens on the address and port where the service is to stand."""

    code, status, exit_code = "service.address", 500, 69


class Busy(MokCheckError):
    """All workers are taken and the queue is full."""

    code, status, exit_code = "service.busy", 429, 75


class TooFast(Busy):
    """The client has used up what its scope allows in a minute."""

    code = "service.too_fast"


class TooManyJobs(Busy):
    """The client has as many open jobs as its scope allows, or no job can be taken at all just now."""

    code = "service.too_many_jobs"


class LineUnreachable(MokCheckError):
    """LINE does not hand out a photo, or takes no answer."""

    code, status, exit_code = "line.unreachable", 503, 69


class StoreProblem(MokCheckError):
    """The file that holds keys, jobs and answers cannot be used."""

    code, status, exit_code = "service.store", 503, 69
