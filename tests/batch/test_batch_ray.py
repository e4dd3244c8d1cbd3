"""Workers through Ray give the bytes that local ones do, whatever dies."""

import json

import pytest

from tests.support.stock import CRASHES, DAY, FILLS, HANGS, folder, make_slow_stub, picture, run
from verifier.batch.plan import Grouping
from verifier.batch.pool import Limits
from verifier.batch.ray_engine import RayEngine
from verifier.batch.session import Order, Session
from verifier.settings import Settings

ray = pytest.importorskip("ray", reason="needs the extra `ray`")
pytestmark = [pytest.mark.slow, pytest.mark.loopback]
LIMITS = Limits(job_s=8, memory_bytes=600 * 2**20)


def through_ray(stock, out, workers=2, tell=lambda _: None):
    engine = RayEngine(make_slow_stub, workers, LIMITS)
    order = Order(stock, (out,), grouping=Grouping.PHOTO, day=DAY, lang="en")
    with Session(order, Settings(), make_slow_stub, engine) as session:
        tally = session.run(tell)
    return tally


def locally(stock, out):
    return run(stock, out, make_slow_stub, workers=2, limits=LIMITS, grouping=Grouping.PHOTO)


@pytest.fixture
def stock(tmp_path):
    return folder(tmp_path / "stock", {f"{n:03d}.png": picture(n) for n in range(120)})


def test_rows_are_those_of_local_workers_byte_for_byte_poison_and_all(tmp_path):
    poison = {f"poison-{n}.png": picture(600 + n, how) for n, how in enumerate((CRASHES, HANGS, FILLS))}
    stock = folder(tmp_path / "stock", {**{f"{n:03d}.png": picture(n) for n in range(497)}, **poison})
    assert through_ray(stock, tmp_path / "ray.jsonl").aside == 3
    locally(stock, tmp_path / "local.jsonl")
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    rows = [json.loads(line) for line in (tmp_path / "ray.jsonl").read_text("utf-8").splitlines()]
    assert sum(row["verdict"] == "agrees" for row in rows) == 497


def test_an_actor_that_is_killed_costs_nothing(tmp_path, stock, monkeypatch):
    hired = []
    hire = RayEngine._hire
    monkeypatch.setattr(RayEngine, "_hire", lambda self, ray: hired.append(hire(self, ray)) or hired[-1])
    killed = []

    def tell(tally):
        if tally.looked > 20 and not killed:
            killed.append(hired[0])
            ray.kill(hired[0].actor)

    assert through_ray(stock, tmp_path / "ray.jsonl", tell=tell).aside == 0
    assert killed and len(hired) == 3
    locally(stock, tmp_path / "local.jsonl")
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()


def test_a_node_that_is_lost_costs_nothing(tmp_path, stock):
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    node = cluster.add_node(num_cpus=1)
    lost = []

    def tell(tally):
        if tally.looked > 20 and not lost:
            lost.append(node)
            cluster.remove_node(node)
            cluster.add_node(num_cpus=1)

    try:
        ray.init(address=cluster.address, configure_logging=False, log_to_driver=False)
        cluster.wait_for_nodes()
        assert through_ray(stock, tmp_path / "ray.jsonl", tell=tell).aside == 0
        assert lost
    finally:
        ray.shutdown()
        cluster.shutdown()
    locally(stock, tmp_path / "local.jsonl")
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
