"""The reader's recipe from lines to weights, on a handful of lines: the verbs run, resume and repeat themselves."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

pytest.importorskip("torch", reason="training is not set up: make setup-train")

import onnx

from models.recipe.__main__ import main
from models.recipe.line_pool import draw_shard
from models.recipe.reader_net import ALPHABET, ReaderNet, encode, greedy, normalised, steps_needed, steps_of
from models.recipe.texts import line as some_text
from tests.recipe.weights import widest_int8

pytestmark = pytest.mark.train


def test_the_alphabet_writes_every_text():
    rng = np.random.default_rng(4)
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert all(encode(some_text(rng)) for _ in range(2000))


def test_equal_neighbours_need_a_step_between():
    assert steps_needed([3, 3, 4]) == 4 and steps_needed([]) == 0


@pytest.mark.parametrize("width", [32, 33, 100, 419])
def test_steps_follow_the_width(width):
    import torch

    net = ReaderNet().eval()
    line = normalised(np.random.default_rng(1).integers(0, 255, (48, width)).astype(np.uint8))
    assert net(torch.from_numpy(line)[None, None]).shape == (1, steps_of(width), len(ALPHABET) + 1)


def test_greedy_text_of_steps():
    scores = np.full((5, len(ALPHABET) + 1), -9.0, np.float32)
    for step, symbol in enumerate([encode("2")[0], encode("2")[0], 0, encode("2")[0], encode("ท")[0]]):
        scores[step, symbol] = 0
    assert greedy(scores) == "22ท"


def test_verbs_from_lines_to_the_same_weights_twice(tmp_path):
    run = CliRunner().invoke
    folder = {name: str(tmp_path / name) for name in ("pool", "easy", "test", "out")}
    for name in ("pool", "easy", "test"):
        options = ["--out", folder[name], "--smoke", *{"easy": ["--easy"], "test": ["--test"]}.get(name, [])]
        drawn = run(main, ["draw-lines", *options])
        assert drawn.exit_code == 0, drawn.output
    train = ["train-reader", *(x for n in ("pool", "easy", "test", "out") for x in (f"--{n}", folder[n]))]
    first = run(main, [*train, "--lines", "60", "--every", "30"])
    more = run(main, [*train, "--lines", "90", "--every", "30"])
    assert first.exit_code == more.exit_code == 0, first.output + more.output
    assert "60/60" in first.output.replace(" ", "") or "/60" in first.output
    assert int(more.output.splitlines()[0].split("/")[0]) > 60  # it went on from the checkpoint
    digests = []
    for name in ("a.onnx", "b.onnx"):
        options = ["--checkpoint", f"{folder['out']}/last.pt", "--calibration", f"{folder['pool']}/00000.npz"]
        exported = run(main, ["export-reader", *options, "--out", str(tmp_path / name)])
        assert exported.exit_code == 0, exported.output
        digests.append(exported.output.split()[-1])
    assert digests[0] == digests[1]
    assert (tmp_path / "a.onnx").read_bytes() == (tmp_path / "b.onnx").read_bytes()
    assert 32 < widest_int8(onnx.load(str(tmp_path / "a.onnx"))) <= 64  # without VNNI products of wider ones overflow


@pytest.mark.parametrize("width", [32, 58])
def test_the_net_laid_out_in_pairs_answers_the_same(width):
    import torch

    from models.recipe.export_reader import Paired

    torch.manual_seed(width)
    net = ReaderNet().eval()
    lines = torch.randn(1, 1, 48, width)
    with torch.inference_mode():
        assert (net(lines) - Paired(net)(lines)).abs().max() < 1e-4
        assert net.trunk[0][0].kernel_size == (5, 5)  # the net that went in is as it was


def test_the_mean_of_two_readers_lies_between_them(tmp_path):
    import torch

    from models.recipe.export_reader import load
    from models.recipe.weights import write_weights

    first, second = ReaderNet(), ReaderNet()
    write_weights(first, tmp_path / "before.npz")
    torch.save({"average": second.state_dict(), "seen": 7}, tmp_path / "last.pt")
    mean, seen = load(tmp_path / "last.pt", tmp_path / "before.npz")
    wanted = (first.head.weight + second.head.weight) / 2
    assert seen == 7 and torch.allclose(mean.head.weight, wanted, atol=1e-3)
    nearer, _ = load(tmp_path / "last.pt", tmp_path / "before.npz", share=0.75)
    assert torch.allclose(nearer.head.weight, (first.head.weight + 3 * second.head.weight) / 4, atol=1e-3)
    assert torch.equal(load(tmp_path / "last.pt")[0].head.weight, second.head.weight)


def test_shards_are_drawn_easy_or_hard():
    from models.recipe.fonts import FontSet, find_fonts

    fonts = FontSet(find_fonts(), ())
    assert max(len(line.text) for line in draw_shard(fonts, 1, 1, 20, easy=True)) <= 14


def test_a_frozen_trunk_stays_as_it_was(tmp_path):
    import torch

    from models.recipe.train_reader import Plan, train
    from models.recipe.weights import read_weights, write_weights

    torch.manual_seed(3)
    write_weights(ReaderNet(), tmp_path / "start.npz")
    before = read_weights(tmp_path / "start.npz")
    run = CliRunner().invoke
    for name in ("pool", "test"):
        assert run(main, ["draw-lines", "--out", str(tmp_path / name), "--smoke", "--labels"]).exit_code == 0
    plan = Plan(tmp_path / "pool", tmp_path / "pool", tmp_path / "test", tmp_path / "out", lines=60, every=60,
                start_from=tmp_path / "start.npz", freeze_trunk=True)  # fmt: skip
    assert list(train(plan))
    after = torch.load(tmp_path / "out/last.pt", weights_only=True)["net"]
    changed = {name.split(".")[0] for name, value in after.items() if not torch.equal(value, before[name])}
    assert {"mix", "head"} <= changed and "trunk" not in changed


def test_a_repair_is_told_from_a_misreading(tmp_path):
    from models.recipe.evaluate_reader import evaluate, letters_kept
    from models.recipe.line_pool import write_shard
    from models.recipe.lines import Line

    blank = np.zeros((48, 60), np.uint8)
    said = [("ก12-3/45", "ท12-3/45"), ("ท12-3/45", ""), ("มอก. 12/2555", "มอก. 12-2555"), ("บริษัด", "บริษัท")]
    write_shard(tmp_path / "0.npz", [Line(blank, text, 20.0, usual) for text, usual in said])

    def counts(answers):
        readings = iter(answers)
        return evaluate(lambda _: next(readings), [tmp_path / "0.npz"])

    habit = counts([usual or text for text, usual in said])
    sight = counts([text for text, _ in said])
    blurred = counts(["ก12-3/4", "ท12-3/", "มอก. 12/255", "บริษ ัด"])
    assert habit["all, 14-24 px"].repaired == 3 and habit["all, 14-24 px"].right == 1
    assert sight["all, 14-24 px"].right == 4 and sight["all, 14-24 px"].repaired == 0
    assert blurred["all, 14-24 px"].repaired == 0
    assert habit["licence with another Thai letter, 14 px and more"].repaired == 1
    assert habit["number in another form, 14 px and more"].repaired == 1
    assert habit["letters changed, 14 px and more"].repaired == 1
    readings = iter(usual or text for text, usual in said)
    kept = letters_kept(lambda _: next(readings), [tmp_path / "0.npz"])
    assert kept["type letter, Thai"].right == 0 and kept["type letter, Thai"].repaired == 1
    assert kept["type letter, real"].right == 1
