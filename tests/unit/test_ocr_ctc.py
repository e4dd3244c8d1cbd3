import math
from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.ocr.ctc import aligned, beam, greedy, kept, settled

VOCABULARY = ("", "1", "2", "7", "a")


def steps(*rows: dict[str, float]) -> np.ndarray:
    """Probabilities of one step each; what is left over is the blank's."""
    table = np.zeros((len(rows), len(VOCABULARY)), np.float32)
    for step, row in zip(table, rows, strict=True):
        for symbol, probability in row.items():
            step[VOCABULARY.index(symbol)] = probability
        step[0] = 1 - step[1:].sum()
    return table


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([{}, {}], ""),
        ([{"1": 0.9}, {"1": 0.8}], "1"),
        ([{"1": 0.9}, {}, {"1": 0.8}], "11"),
        ([{"1": 0.9}, {"2": 0.8}, {"2": 0.9}, {}, {"a": 1.0}], "12a"),
    ],
)
def test_repeats_collapse_and_blanks_part(rows, text):
    assert greedy(steps(*rows), VOCABULARY).text == text


def test_one_probability_for_each_character():
    read = greedy(steps({"1": 0.6}, {"1": 0.9}, {}, {"2": 0.7}), VOCABULARY)
    assert read.text == "12" and read.confidences == pytest.approx((0.9, 0.7))


def test_second_choices_are_told_best_first():
    read = greedy(steps({"1": 0.6, "7": 0.35}, {"2": 0.9, "a": 0.08}), VOCABULARY)
    assert read.text == "12"
    assert [t for t, _ in read.alternatives] == ["72", "1a"]
    assert read.alternatives[0][1] == pytest.approx(np.log(0.35 * 0.9), abs=1e-5)


def test_a_character_that_may_not_be_there():
    assert ("1", pytest.approx(np.log(0.95 * 0.45), abs=1e-4)) in greedy(
        steps({"1": 0.95}, {"2": 0.55}), VOCABULARY
    ).alternatives


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=1, max_size=5))
def test_beam_sums_all_paths_of_a_text(rows):
    table = np.array(rows, np.float64)
    table /= table.sum(1, keepdims=True)
    truth: dict[str, float] = {}
    for path in product(range(3), repeat=len(rows)):
        text = "".join(" ab"[s] for s, _ in groupby(path) if s)
        truth[text] = truth.get(text, 0.0) + math.prod(table[t, s] for t, s in enumerate(path))
    found = beam(table.astype(np.float32), ("", "a", "b"), width=64)
    assert dict(found).keys() == truth.keys()
    for text, log_probability in found:
        assert math.exp(log_probability) == pytest.approx(truth[text], rel=1e-3)
    assert [p for _, p in found] == sorted((p for _, p in found), reverse=True)


def test_beam_finds_what_no_single_path_shows():
    rows = steps({"1": 0.4}, {"1": 0.4})  # blank blank is the best path (0.36), yet "1" has 0.64 over three paths
    assert greedy(rows, VOCABULARY).text == "" and beam(rows, VOCABULARY)[0][0] == "1"


def test_each_symbol_of_a_text_is_as_certain_as_its_best_step():
    rows = steps({"1": 0.6}, {"1": 0.9}, {}, {"2": 0.7})
    assert aligned(rows, [1, 2]) == pytest.approx((0.9, 0.7))
    assert aligned(rows, [1, 3]) == pytest.approx((0.9, 0.0), abs=1e-6)
    assert aligned(steps({"1": 0.9}, {"1": 0.9}), [1, 1]) == (0.0, 0.0)  # two steps cannot write a letter twice
    assert aligned(rows, []) == ()


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_what_is_settled_no_search_overturns(length, seed):
    table = np.random.default_rng(seed).dirichlet((0.05,) * 3, length).astype(np.float32)
    best = greedy(table, ("", "a", "b")).text
    if settled(table, 4):
        found = beam(table, ("", "a", "b"), width=64)
        assert found[0][0] == best
        assert all(4 * np.exp(p) <= np.exp(found[0][1]) * (1 + 1e-6) for _, p in found[1:])


def test_a_settled_path_tells_how_certain_its_characters_are():
    rows = steps({"1": 0.99}, {"1": 0.97}, {}, {"2": 0.98})
    assert settled(rows, 4) and aligned(rows, [1, 2]) == pytest.approx(greedy(rows, VOCABULARY).confidences)
    assert not settled(steps({"1": 0.6}, {"2": 0.6}), 4)


def test_a_character_is_as_certain_as_the_hypotheses_that_keep_it():
    found = [("2066", math.log(0.6)), ("266", math.log(0.3)), ("20660", math.log(0.1))]
    assert kept("2066", found) == pytest.approx((1.0, 0.7, 1.0, 0.9))


def test_a_character_that_may_have_been_left_out_makes_its_neighbours_uncertain():
    found = [("266", math.log(0.7)), ("2066", math.log(0.3))]
    assert kept("266", found) == pytest.approx((0.7, 0.7, 1.0))
