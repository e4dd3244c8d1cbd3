"""What is nobody's any more goes, and nothing that was never ours, wherever an operator has batches put."""

import os
import secrets
import time

import pytest

from api.batches.batches import Batches
from api.batches.sweep import UNDER_WAY
from verifier.errors import StoreProblem
from verifier.settings import Settings

OURS = (secrets.token_urlsafe(24), f"{UNDER_WAY}0123456789abcdef")
THEIRS = ("photos of the shop", "2026-11", ".snapshot", "lost+found", "a" * 31, "a" * 33)


def filled(root):
    """A folder of each name, not touched for four hours."""
    for name in (*OURS, *THEIRS):
        (root / name).mkdir(parents=True)
        (root / name / "a.jpg").write_bytes(b"precious")
        os.utime(root / name, (time.time() - 4 * 3600,) * 2)
    return root


def test_a_folder_of_batches_keeps_what_others_have_in_it(tmp_path):
    batches = Batches(filled(tmp_path), Settings(batches_path=tmp_path))
    batches.sweep()
    batches.close()
    assert sorted(place.name for place in tmp_path.iterdir() if place.is_dir()) == sorted(THEIRS)


@pytest.mark.loopback
def test_a_share_keeps_what_others_have_in_it(tmp_path, postgres_url):
    shared = pytest.importorskip("api.batches.shared", reason="needs the extra `queue`")
    share, own = tmp_path / "share", filled(tmp_path / "own")
    batches = shared.SharedBatches(own, Settings(batches_path=own, batches_url=postgres_url, batches_share=str(share)))
    filled(share)
    batches.sweep()
    batches.close()
    assert not any((share / name).exists() for name in OURS[:1])
    assert all((root / name / "a.jpg").exists() for root in (share, own) for name in THEIRS)


def test_a_folder_that_is_gone_is_told_and_sweeping_goes_on(tmp_path):
    batches = Batches(tmp_path / "batches", Settings(batches_path=tmp_path))
    (tmp_path / "batches").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreProblem):  # which whoever keeps it swept waits for, and nothing else
        batches.sweep()
    batches.close()
