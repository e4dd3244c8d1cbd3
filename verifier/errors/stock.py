"""What can go wrong with a whole stock of products, beside its photos and its list."""

from __future__ import annotations

from verifier.errors.requests import BadRequest
from verifier.errors.root import MokCheckError


class BadSource(BadRequest):
    """The folder, archive or manifest cannot be taken as a stock of products."""

    code, exit_code = "stock.source", 65


class BatchesOff(MokCheckError):
    """The service takes no batches: `batches_path` names no folder for them."""

    code, status = "batch.off", 503


class NoBatch(BadRequest):
    """There is no such batch of this key, or it has expired; or it has no such product or photo."""

    code, status = "batch.none", 404


class BatchUnfinished(BadRequest):
    """The batch is still being worked on; its results are written at the end."""

    code, status = "batch.unfinished", 409


class NotAStock(BadRequest):
    """The body is neither a `.zip` nor a manifest by its `Content-Type`."""

    code, status = "batch.not_a_stock", 415


class BatchGivenUp(MokCheckError):
    """The worker died over this batch again and again without getting any further."""

    code, status = "batch.given_up", 500


class BatchNotBegun(MokCheckError):
    """The worker ended again and again before the first photo of this batch could be looked at; no photo did it."""

    code, status = "batch.not_begun", 500


class TooLate(BadRequest):
    """A decision is taken back within seconds; later a new one is made, and both are kept."""

    code, status = "review.too_late", 409


class ShareLost(MokCheckError):
    """The place that machines share does not hold these batches: it is not mounted, or another's."""

    code, status, exit_code = "batch.share", 503, 69


class WorkerRuns(MokCheckError):
    """Another worker works on the batches of this folder."""

    code, status, exit_code = "batch.worker_runs", 409, 75


class ObjectsUnreachable(MokCheckError):
    """An object store does not hand out the photos: no access, no answer, wrong settings."""

    code, status, exit_code = "stock.objects", 503, 69


class LedgerProblem(MokCheckError):
    """The ledger or the result cannot be read or written: no space, no rights, another version, damaged."""

    code, status, exit_code = "stock.ledger", 503, 69


class LedgerInUse(LedgerProblem):
    """Another run works on this ledger."""

    code, status, exit_code = "stock.in_use", 409, 75
