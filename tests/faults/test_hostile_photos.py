import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.support.hostile_files import hostile_files
from verifier.errors import BadPhoto, TooManyBytes, UnknownFormat
from verifier.image.decode import open_photo
from verifier.image.formats.heif import pi_heif
from verifier.settings import Settings

FILES = list(hostile_files())
CAMPAIGN = Path(__file__).resolve().parents[1] / "support" / "hostile" / "campaign.py"


@pytest.mark.parametrize(("data", "error"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_hostile_file_is_refused_for_the_right_reason_in_under_a_second(data: bytes, error: type[BadPhoto]) -> None:
    if b"ftyphe" in data[:16]:
        pytest.importorskip("pi_heif")
    start = time.perf_counter()
    with pytest.raises(BadPhoto) as caught:
        open_photo(data, Settings())
    assert time.perf_counter() - start < 1
    assert type(caught.value) is error
    assert 400 <= caught.value.status < 500
    assert caught.value.exit_code >= 64


def test_there_are_many_hostile_files_and_no_two_alike() -> None:
    assert len(FILES) >= 75
    assert len({data for _, data, _ in FILES}) == len(FILES)


def test_a_file_above_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(TooManyBytes) as caught:
        open_photo(b"\xff\xd8\xff" + bytes(1000), Settings(max_bytes=1000))
    assert caught.value.params["limit"] == 1000


def test_a_pixel_bomb_is_refused_before_memory_is_taken() -> None:
    bombs = [data for name, data, _ in FILES if "200 megapixel" in name or "squared" in name]
    tracemalloc.start()
    for bomb in bombs:
        with pytest.raises(BadPhoto):
            open_photo(bomb, Settings())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bombs) >= 4
    assert peak < 10_000_000


def test_heic_without_the_extra_is_an_unknown_format_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.image.formats.heif.pi_heif", lambda: None)
    with pytest.raises(UnknownFormat, match="heic"):
        open_photo(b"\x00\x00\x00\x18ftypheic" + bytes(64), Settings())


def campaign(*options: str) -> dict:
    """The figures of a campaign in which every file ended as it must, within the bounds on time and memory."""
    ran = subprocess.run([sys.executable, str(CAMPAIGN), *options], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    return json.loads(ran.stdout.splitlines()[-1])


def test_small_hostile_files_and_some_mutants_end_cleanly_and_cheaply() -> None:
    figures = campaign("--quick", "--mutants", "170")
    assert figures["hostile"] >= 250
    assert figures["mutants"] >= 150
    assert figures["ends"]["DamagedPhoto"] >= 60
    assert figures["ends"]["opened"] >= 5


@pytest.mark.slow
def test_all_hostile_files_and_4250_mutants_end_cleanly_and_cheaply() -> None:
    figures = campaign("--mutants", "4250")
    assert figures["hostile"] >= 300
    assert figures["mutants"] >= 4000 - 250 * (not pi_heif())
    assert figures["ends"]["opened"] >= 100
