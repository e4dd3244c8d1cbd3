"""What can be wrong with the list of licences."""

from __future__ import annotations

from verifier.errors.root import MokCheckError


class ListProblem(MokCheckError):
    """Something about the list of licences."""

    code, status, exit_code = "list.problem", 503, 69


class NoList(ListProblem):
    """The question needs a list and none is loaded."""

    code = "list.none"


class ListMissing(ListProblem):
    """The list file does not exist."""

    code, exit_code = "list.missing", 66


class ListUnreadable(ListProblem):
    """The file is not a list built by `mokcheck registry build`, or of another version."""

    code, exit_code = "list.unreadable", 65


class ListUnreachable(ListProblem):
    """The database that holds the list does not answer."""

    code = "list.unreachable"


class ListRejected(ListProblem):
    """The source of a list cannot be imported as a whole."""

    code, status, exit_code = "list.rejected", 422, 65


class TableRejected(ListRejected):
    """A shop's table of goods cannot be read as a whole."""

    code = "table.rejected"


class SourceUnreachable(ListProblem):
    """The public page from which a list is made does not answer."""

    code = "list.source_unreachable"


class UnexpectedPage(ListProblem):
    """The public page answered something else than the page that is known; the walk stopped there."""

    code = "list.unexpected_page"


class ListShrank(ListRejected):
    """A new list has lost more licences than is believable; the old one stays."""

    code = "list.shrank"


class NotListed(MokCheckError):
    """A look-up by number found nothing."""

    code, status, exit_code = "list.not_listed", 404, 65
