"""A database user that may make schemas once, as the documents ask: later that right may be taken back."""

from datetime import date

import pytest

from verifier.settings import Settings

psycopg = pytest.importorskip("psycopg", reason="needs the extra `postgres`")
pytestmark = pytest.mark.loopback


def store(url, _folder):
    from api.store_postgres import PostgresStore

    PostgresStore(url).close()


def batches(url, folder):
    shared = pytest.importorskip("api.batches.shared", reason="needs the extra `queue`")
    found = shared.SharedBatches(folder, Settings(batches_url=url, batches_share=str(folder / "share")))
    found.store.beat(1.0)
    found.close()


def cases(url, folder):
    from verifier.cases.postgres import PostgresCaseStore

    PostgresCaseStore(url, folder, create=True)


def waiting(url, _folder):
    from verifier.registry.waiting_postgres import PostgresWaiting

    PostgresWaiting(url).count(["abc"], date(2026, 11, 1))


@pytest.mark.parametrize("opened", [store, batches, cases, waiting])
def test_who_made_the_tables_opens_them_without_the_right_to_make_schemas(opened, postgres_url, tmp_path):
    name = postgres_url.rpartition("/")[2]
    with psycopg.connect(postgres_url, autocommit=True) as root:
        root.execute(f"CREATE ROLE {name} LOGIN")
        root.execute(f"GRANT CREATE ON DATABASE {name} TO {name}")
        url = postgres_url.replace("//postgres@", f"//{name}@")
        opened(url, tmp_path)
        root.execute(f"REVOKE CREATE ON DATABASE {name} FROM {name}")
        opened(url, tmp_path)
        root.execute(f"DROP OWNED BY {name}")
        root.execute(f"DROP ROLE {name}")
