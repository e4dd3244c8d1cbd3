"""What can go wrong with a whole stock of products, beside its photos and its list."""

from __future__ import annotations

from verifier.errors.requests import BadRequest
from verifier.errors.root import MokCheckError


class BadSource(BadRequest):
    """The folder, archive or manifest cannot be taken as a stock of products."""

    code, exit_code = "stock.source", 65


class LedgerProblem(MokCheckError):
    """The ledger or the result cannot be read or written: no space, no rights, another version, damaged."""

    code, status, exit_code = "stock.ledger", 503, 69


class LedgerInUse(LedgerProblem):
    """Another run works on this ledger."""

    code, status, exit_code = "stock.in_use", 409, 75
