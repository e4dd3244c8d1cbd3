"""Cases that several machines keep in PostgreSQL: one goes on where another began, and a copy is whole."""

import hashlib
import shutil
import subprocess

import pytest

from bench.servers import postgres
from tests.support.fakes import photo_bytes
from tests.support.postgres import database
from tests.support.spot_checks import ANAN, BUSABA, NOW, opened, product, send, with_products, work
from verifier.cases.audit import audit
from verifier.cases.model import Original
from verifier.cases.open import open_cases, open_store
from verifier.errors import BadSettings, FileMissing, NoCase, StoreProblem
from verifier.settings import Settings

pytest.importorskip("psycopg", reason="needs the extra `postgres`")
pytestmark = pytest.mark.loopback


@pytest.fixture
def machines(postgres_url, tmp_path):
    return [open_store(tmp_path / "files", postgres_url, create=True) for _ in range(2)]


def test_a_photo_that_one_machine_began_to_take_is_finished_by_another(machines):
    one, other = machines
    case = opened(one)
    work(one).put_product(case.id, product(), revision=1)
    data = photo_bytes(1)
    photo = Original(hashlib.sha256(data).hexdigest(), len(data))
    work(one).put_part(case.id, product().id, photo, 0, data[:100], most_photos=6)
    done = work(other).put_part(case.id, product().id, photo, 100, data[100:], most_photos=6)
    assert done.whole and work(one).photo(case.id, product().id, photo.sha256) == data
    assert one.read(case.id, who=ANAN, at=NOW) == other.read(case.id, who=ANAN, at=NOW)
    with pytest.raises(NoCase):
        other.read(case.id, who=BUSABA, at=NOW)


def test_a_copy_of_rows_and_files_is_restored_elsewhere_and_its_chain_holds(
    machines, postgres_url, postgres_server, tmp_path
):
    case = with_products(machines[0])
    send(machines[0], case.id, case.products[0].id, photo_bytes(3))
    before = audit(machines[0])
    dump = [postgres.programs() / "pg_dump", "--schema=mokcheck_cases", postgres_url]
    copy = subprocess.run(dump, capture_output=True, check=True).stdout
    shutil.copytree(tmp_path / "files", tmp_path / "copy")
    with database(postgres_server) as url:
        with pytest.raises(FileMissing):
            open_store(tmp_path / "copy", url)
        psql = [postgres.programs() / "psql", "--quiet", "--set=ON_ERROR_STOP=1", url]
        subprocess.run(psql, input=copy, capture_output=True, check=True)
        back = open_store(tmp_path / "copy", url)
        assert (audit(back).head, audit(back).flaws) == (before.head, ()) and before.flaws == ()
        found = back.read(case.id, who=ANAN, at=NOW)
        assert found == machines[0].read(case.id, who=ANAN, at=NOW)
        for photo in found.products[0].photos:
            assert work(back).photo(case.id, found.products[0].id, photo.sha256)
        back.delete(case.id, who=ANAN, at=NOW, why="a drill")


def test_what_somebody_wrote_past_the_program_is_found(machines, postgres_url):
    import psycopg

    with_products(machines[0])
    with psycopg.connect(postgres_url) as connection:
        words = (
            "UPDATE mokcheck_cases.cases SET doc = convert_to(replace(convert_from(doc, 'UTF8'), '13', '14'), 'UTF8')"
        )
        connection.execute(words)
    assert audit(machines[0]).flaws


def test_a_database_that_is_gone_is_told_without_its_address(machines, tmp_path):
    for store in machines:
        store._pool.close()
    with pytest.raises(StoreProblem) as told:
        machines[0].read("x", who=ANAN, at=NOW)
    with pytest.raises(StoreProblem) as never:
        open_store(tmp_path / "files", "postgresql://hush:secret@127.0.0.1:9/none", create=True)
    assert all("127.0.0.1" not in str(error.value) and "hush" not in str(error.value) for error in (told, never))


def test_settings_that_are_half_of_what_it_needs(tmp_path):
    with pytest.raises(BadSettings, match="MOKCHECK_CASES_PATH"):
        open_cases(Settings(cases_url="postgresql://host/database"))
    with pytest.raises(BadSettings, match="postgresql://"):
        open_cases(Settings(cases_url="mysql://host", cases_path=tmp_path))
    assert open_cases(Settings()) is None
