"""Where the list is: a file or a database, by setting or by option; never both."""

from pathlib import Path

import pytest

from verifier.cli import with_list
from verifier.errors import BadSettings, ListMissing
from verifier.registry.open import open_live, open_registry
from verifier.settings import Settings, is_url

URL = "postgresql://reader@db.example/mokcheck"


def test_a_database_is_named_by_its_own_setting():
    settings = Settings.from_environment({"MOKCHECK_LIST_URL": URL})
    assert settings.list_location == URL and settings.list_path is None
    assert Settings.from_environment({"MOKCHECK_LIST_PATH": "/srv/list.sqlite"}).list_location == "/srv/list.sqlite"
    assert Settings().list_location is None


@pytest.mark.parametrize(
    "environment",
    [
        {"MOKCHECK_LIST_URL": "mysql://db.example/mokcheck"},
        {"MOKCHECK_LIST_URL": "/srv/list.sqlite"},
        {"MOKCHECK_LIST_URL": URL, "MOKCHECK_LIST_PATH": "/srv/list.sqlite"},
    ],
)
def test_what_names_no_database_or_two_lists_is_refused(environment):
    with pytest.raises(BadSettings, match="MOKCHECK_LIST_URL"):
        Settings.from_environment(environment)


def test_the_option_wins_over_either_setting():
    file, database = Settings(list_path=Path("a.sqlite")), Settings(list_url=URL)
    assert with_list(file, None) is file and with_list(database, "") is database
    assert with_list(file, URL).list_location == URL and with_list(file, URL).list_path is None
    assert with_list(database, "b.sqlite").list_location == "b.sqlite"


def test_a_path_is_never_taken_for_a_database(tmp_path):
    assert not is_url(Path("postgresql:/db")) and not is_url("list.sqlite") and is_url("postgres://db/x")
    for opening in (open_registry, open_live):
        with pytest.raises(ListMissing):
            opening(tmp_path / "none.sqlite")
