"""The contracts on imports (`lint-imports`, in pyproject.toml) leave out nothing that they are meant to keep out."""

import sys
import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
OURS = ("verifier", "api", "models")
CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}


def test_judging_is_kept_from_every_library_there_is():
    graph = grimp.build_graph(*OURS, include_external_packages=True)
    libraries = {name for name in graph.modules if name.split(".")[0] not in {*OURS, *sys.stdlib_module_names}}
    (judging,) = (contract for name, contract in CONTRACTS.items() if name.startswith("Judging"))
    assert {"numpy", "rapidfuzz"} < libraries
    assert sorted(libraries - set(judging["forbidden_modules"])) == []


def test_nothing_is_allowed_indirectly():
    assert [name for name, contract in CONTRACTS.items() if contract.get("allow_indirect_imports")] == []


def test_every_room_of_the_library_has_its_layer():
    layers = CONTRACTS["Rooms stand in layers, and none reaches up"]["layers"]
    placed = {name.strip() for layer in layers for name in layer.split("|")}
    rooms = {f"verifier.{path.stem}" for path in (ROOT / "verifier").iterdir() if path.suffix in ("", ".py")}
    without = {"verifier.__init__", "verifier.__pycache__", "verifier.data", "verifier.weights"}
    assert sorted(rooms - without - placed) == []


def test_one_module_of_the_judgement_knows_each_helper():
    (judging,) = (contract for name, contract in CONTRACTS.items() if name.startswith("Judging"))
    helpers = [edge.split(" -> ")[1] for edge in judging["ignore_imports"]]
    assert sorted(helpers) == ["ada_url", "numpy", "rapidfuzz"]
