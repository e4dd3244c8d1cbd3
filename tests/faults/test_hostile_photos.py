import time
import tracemalloc

import numpy as np
import pytest
from hostile_files import encoded, hostile_files, picture

from verifier.domain import Photo
from verifier.errors import BadPhoto, TooManyBytes, UnknownFormat
from verifier.image.decode import open_photo
from verifier.settings import Settings

FILES = list(hostile_files())


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
    assert len(FILES) >= 60
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
    monkeypatch.setattr("verifier.image.decode._pi_heif", lambda: None)
    with pytest.raises(UnknownFormat, match="heic"):
        open_photo(b"\x00\x00\x00\x18ftypheic" + bytes(64), Settings())


@pytest.mark.parametrize(
    "options",
    [
        ("JPEG", {"quality": 85}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
    ],
    ids=lambda options: "-".join([options[0], *options[1]]),
)
def test_flipped_and_missing_bytes_give_a_photo_or_a_clean_error(options: tuple[str, dict[str, object]]) -> None:
    kind, settings = options
    whole = encoded(picture(), kind, **settings)
    rng = np.random.default_rng(2511)
    refused = 0
    for _ in range(250):
        data = bytearray(whole)
        for position in rng.integers(0, len(data), rng.integers(1, 6)):
            data[position] ^= 1 << rng.integers(0, 8)
        if rng.random() < 0.3:
            del data[rng.integers(1, len(data)) :]
        start = time.perf_counter()
        try:
            photo = open_photo(bytes(data), Settings())
        except BadPhoto:
            refused += 1
        else:
            assert isinstance(photo, Photo)
            assert photo.pixels.dtype == np.uint8
        assert time.perf_counter() - start < 2
    assert refused >= 60  # at least whatever was cut off
