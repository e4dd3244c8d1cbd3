"""What the boxes of HEIC and AVIF files say of a picture's cost, in every width and version of their tables."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import pytest

from tests.support.hostile.make import HEIC, avif, box, coded_item, full_box
from verifier.errors import DamagedPhoto, TooManyFrames, TooManyPixels, UnknownFormat
from verifier.image.formats import boxes, heif, hevc
from verifier.image.formats.boxes import Container, Item, cost, read_brands

WIDTH, HEIGHT = 96, 64
KIND, CONFIGURATION, PAYLOAD = coded_item(avif())
BRANDS = box(b"ftyp", b"avif", bytes(4), b"mif1")


def container(
    *,
    wide: bool = False,
    large: bool = False,
    location: int = 1,
    base: int = 0,
    index: int = 0,
    pieces: int = 1,
    method: int | None = None,
    names: Sequence[int] = (1,),
    primary: int = 1,
    references: Sequence[tuple[bytes, int, Sequence[int]]] = (),
    kinds: Sequence[bytes] = (KIND,),
    size: tuple[int, int] = (WIDTH, HEIGHT),
    infe: int | None = None,
) -> bytes:
    """A file of coded items, all with one size and one payload; `wide`: ids of 32 bits in every table, `large`: numbers
    of properties of 16 bits, `location`: version of the table of places, `base` and `index`: bytes of two of its
    fields, `pieces`: parts in which a payload lies, `method`: 1 for a payload inside `idat`."""
    i = "I" if wide else "H"
    infes = b"".join(
        full_box(b"infe", struct.pack(f">{i}H4sx", n, 0, kind), version=infe or (3 if wide else 2))
        for n, kind in zip(names, kinds, strict=True)
    )
    count = struct.pack(">I" if wide else ">H", len(names))
    ispe = full_box(b"ispe", struct.pack(">II", *size))
    marks = struct.pack(">HH", 0x8001, 2) if large else bytes([0x81, 2])
    entries = b"".join(struct.pack(f">{i}B", n, 2) + marks for n in names)
    parts = [
        full_box(b"pitm", struct.pack(f">{i}", primary), version=int(wide)),
        full_box(b"iinf", count, infes, version=int(wide)),
        box(
            b"iprp",
            box(b"ipco", CONFIGURATION, ispe),
            full_box(b"ipma", struct.pack(">I", len(names)), entries, version=int(wide), flags=int(large)),
        ),
    ]
    if references:
        links = (box(k, struct.pack(f">{i}H{len(to)}{i}", name, len(to), *to)) for k, name, to in references)
        parts.append(full_box(b"iref", *links, version=int(wide)))
    if method == 1:
        parts.append(box(b"idat", b"before" + PAYLOAD))

    def places(start: int) -> bytes:
        step = -(-len(PAYLOAD) // pieces)
        cut = [(at, min(step, len(PAYLOAD) - at)) for at in range(0, len(PAYLOAD), step)]
        table = b""
        for n in names:
            table += struct.pack(">I" if location == 2 else ">H", n)
            table += struct.pack(">H", method or 0) if location else b""
            table += struct.pack(">H", 0) + (start.to_bytes(base, "big") if base else b"")
            table += struct.pack(">H", len(cut))
            for at, length in cut:
                table += bytes(index if location else 0)
                table += struct.pack(">II", at if base else start + at, length)
        fields = bytes([0x44, base << 4 | index])
        many = struct.pack(">I" if location == 2 else ">H", len(names))
        return full_box(b"iloc", fields, many, table, version=location)

    meta = full_box(b"meta", *parts, places(0))
    start = len(b"before") if method == 1 else len(BRANDS) + len(meta) + 8
    return BRANDS + full_box(b"meta", *parts, places(start)) + box(b"mdat", b"" if method == 1 else PAYLOAD)


@pytest.mark.parametrize(
    "options",
    [
        {}, {"wide": True}, {"large": True}, {"wide": True, "large": True}, {"location": 0}, {"location": 2},
        {"base": 4}, {"base": 8, "location": 0}, {"index": 4}, {"index": 4, "location": 2}, {"index": 4, "location": 0},
        {"pieces": 3}, {"pieces": 3, "base": 4, "index": 4}, {"method": 1}, {"method": 1, "location": 2},
        {"names": (7,), "primary": 7}, {"wide": True, "names": (70_000,), "primary": 70_000, "location": 2},
    ],
    ids=str,
)  # fmt: skip
def test_the_tables_are_read_in_every_width_and_version(options: dict[str, object]) -> None:
    said = cost(container(**options))  # type: ignore[arg-type]
    assert (said.width, said.height, said.coded) == (WIDTH, HEIGHT, WIDTH * HEIGHT)


def test_an_items_kind_is_told_from_the_second_version_on() -> None:
    with pytest.raises(UnknownFormat):
        cost(container(infe=1))


def test_the_picture_that_is_shown_is_the_primary_one() -> None:
    with pytest.raises(DamagedPhoto, match="primary"):
        cost(container(primary=9))


PLANE = {"names": (1, 2), "kinds": (KIND, KIND)}


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    ("reference", "coded"),
    [((b"auxl", 2, (1,)), 2), ((b"thmb", 2, (1,)), 1), ((b"auxl", 1, (2,)), 1), ((b"auxl", 2, (9, 1)), 2)],
    ids=["transparency", "a thumbnail", "of another", "of several"],
)
def test_what_belongs_to_the_picture_shown_is_decoded_too(
    reference: tuple[bytes, int, Sequence[int]], coded: int, wide: bool
) -> None:
    said = cost(container(**PLANE, references=[reference], wide=wide))  # type: ignore[arg-type]
    assert said.coded == coded * WIDTH * HEIGHT


@pytest.mark.parametrize("kind", [b"grid", b"iden"])
def test_tiles_are_counted_as_often_as_they_are_named(kind: bytes) -> None:
    made = {"names": (1, 2, 3), "kinds": (KIND, KIND, kind), "primary": 3}
    for tiles, coded in (((1,), 1), ((1, 2), 2), ((1, 1, 2), 3), ((3,), 0)):
        said = cost(container(**made, references=[(b"dimg", 3, tiles)]))  # type: ignore[arg-type]
        assert said.coded == coded * WIDTH * HEIGHT
    assert cost(container(**made, references=[(b"cdsc", 3, (1,))])).coded == 0  # type: ignore[arg-type]
    in_two = [(b"dimg", 3, (1,)), (b"dimg", 3, (2,))]
    assert cost(container(**made, references=in_two)).coded == 2 * WIDTH * HEIGHT  # type: ignore[arg-type]


def test_a_size_that_is_only_said_is_damaged() -> None:
    for size in ((WIDTH + 1, HEIGHT), (WIDTH, HEIGHT - 1), (HEIGHT, WIDTH)):
        with pytest.raises(DamagedPhoto, match="coded"):
            cost(container(size=size))


def test_an_item_inside_another_item_is_not_looked_for() -> None:
    with pytest.raises(UnknownFormat):
        cost(container(method=2))
    with pytest.raises(UnknownFormat):
        cost(container(method=8))
    assert cost(container(method=16)).width == WIDTH, "the upper bits are reserved"


def test_a_payload_that_lies_beyond_the_file_is_damaged() -> None:
    whole = container()
    assert cost(whole).coded and cost(whole + b"more").coded
    for cut in (whole[:-1], whole[: -len(PAYLOAD)]):
        with pytest.raises(DamagedPhoto):
            cost(cut)


def test_a_place_without_a_length_goes_to_the_end_of_the_file() -> None:
    whole = container()
    at = whole.index(struct.pack(">I", len(PAYLOAD)))
    assert cost(whole[:at] + bytes(4) + whole[at + 4 :]).coded == WIDTH * HEIGHT


def test_boxes_of_every_size_are_passed_over() -> None:
    whole, head = container(), len(BRANDS)
    long = struct.pack(">I4sQ", 1, b"free", 16 + 5) + b"12345"
    for extra in (box(b"free"), box(b"free", b"123"), long, struct.pack(">I4sQ", 1, b"free", 16)):
        shifted = whole[:head] + extra + whole[head:]
        at = shifted.index(b"iloc")
        place = shifted.index(struct.pack(">I", len(whole) - len(PAYLOAD)), at)
        shifted = shifted[:place] + struct.pack(">I", len(shifted) - len(PAYLOAD)) + shifted[place + 4 :]
        assert cost(shifted).coded == WIDTH * HEIGHT
    for short in (struct.pack(">I4s", 7, b"free"), struct.pack(">I4sQ", 1, b"free", 15)):
        with pytest.raises(DamagedPhoto, match="longer"):
            cost(whole[:head] + short + whole[head:])
    last = struct.pack(">I4s", 0, b"free") + b"to the end"
    assert cost(whole + last).coded and cost(whole + b"1234567").coded


def test_twenty_thousand_boxes_and_entries_are_counted_and_no_more() -> None:
    found = Container(frozenset())
    for _ in range(19_999):
        found.count()
    found.item(5)
    assert found.boxes == boxes.MAX_BOXES == 20_000
    with pytest.raises(DamagedPhoto, match="20000"):
        found.item(5)
    assert found.items == {5: Item()}
    whole = container()
    assert cost(whole + box(b"free") * 19_000).coded
    with pytest.raises(DamagedPhoto, match="20000"):
        cost(whole + box(b"free") * 20_000)


def test_brands_are_read_to_the_end_of_their_box() -> None:
    head = box(b"ftyp", b"mif1", bytes(4), b"heic", b"avif")
    assert read_brands(head + b"more") == (b"mif1", frozenset({b"mif1", b"heic", b"avif"}))
    assert read_brands(head[:-4]) == (b"mif1", frozenset({b"mif1", b"heic"}))
    many = box(b"ftyp", b"mif1", bytes(4), *(f"{k:04}".encode() for k in range(2_000)))
    assert len(read_brands(many)[1]) == 1 + (4_096 - 16) // 4


# ---- HEVC


def nal(kind: int, first: bool, size: int = 4, more: bytes = b"") -> bytes:
    """One unit of this kind behind its length in `size` bytes; `first`: whether it begins a picture."""
    unit = bytes([kind << 1, 1, 0x80 if first else 0x7F]) + more
    return len(unit).to_bytes(size, "big") + unit


def lengths_of(size: int) -> bytes:
    return bytes(21) + bytes([0xFC | size - 1])


@pytest.mark.parametrize("size", [1, 2, 4])
def test_pictures_are_counted_by_the_slices_that_begin_one(size: int) -> None:
    units = [(32, True), (33, True), (19, True), (19, False), (0, True), (31, True), (39, True), (1, False)]
    payload = b"".join(nal(kind, first, size, b"more"[: k % 4]) for k, (kind, first) in enumerate(units))
    assert hevc.count_pictures(payload, lengths_of(size)) == 3
    assert hevc.count_pictures(payload + b"\0" * (size + 2), lengths_of(size)) == 3
    with pytest.raises(DamagedPhoto, match="configuration"):
        hevc.count_pictures(payload, lengths_of(size)[:21])


def test_a_slice_that_ends_the_data_counts() -> None:
    assert hevc.count_pictures(nal(19, True), lengths_of(4)) == 1
    assert hevc.count_pictures(nal(19, True)[:-1], lengths_of(4)) == 0


def test_fewer_than_twenty_thousand_units_are_walked() -> None:
    assert hevc.count_pictures(nal(19, True) * 19_999, lengths_of(4)) == 19_999
    with pytest.raises(DamagedPhoto, match="20000"):
        hevc.count_pictures(nal(19, True) * 20_000, lengths_of(4))


# ---- what is asked of the decoders


class Library:
    """Stands in for pi_heif: notes how it is asked, and hands one picture on."""

    def __init__(self, pictures: int = 1, bits: int = 8, alpha: bool = False, size: tuple[int, int] = (96, 64)) -> None:
        self.asked: dict[str, object] = {}
        self.pictures, self.size, self.has_alpha, self.info = pictures, size, alpha, {"bit_depth": bits}

    def open_heif(self, data: bytes, **options: object) -> Library:
        self.asked = options
        return self

    def __len__(self) -> int:
        return self.pictures

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        return np.full((HEIGHT + 2, WIDTH + 5, 4 if self.has_alpha else 3), 100, np.uint8)


def through(library: Library, monkeypatch: pytest.MonkeyPatch, most: int = 10**6) -> np.ndarray:
    monkeypatch.setattr(heif, "pi_heif", lambda: library)
    return heif.open_heif(HEIC, most)


def test_pictures_of_more_bits_are_asked_for_in_eight_and_cut_to_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    assert through(library, monkeypatch).shape == (64, 96, 3)
    assert library.asked == {"convert_hdr_to_8bit": True}
    assert through(Library(alpha=True), monkeypatch).shape == (64, 96, 3)


@pytest.mark.parametrize(
    ("library", "error"),
    [
        (Library(2), TooManyFrames), (Library(size=(7_000, 5_001)), TooManyPixels),
        (Library(size=(7_000, 5_000)), None),
        (Library(bits=10, size=(5_000, 4_000)), None), (Library(bits=10, size=(5_000, 4_001)), TooManyPixels),
        (Library(alpha=True, size=(5_000, 4_001)), TooManyPixels),
    ],
    ids=["two pictures", "35 megapixels and more", "35 megapixels", "deep", "deep and more", "transparent and more"],
)  # fmt: skip
def test_what_libheif_answers_is_bounded(
    library: Library, error: type[Exception] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if error is None:
        assert through(library, monkeypatch, 10**9).ndim == 3
        return
    with pytest.raises(error) as caught:
        through(library, monkeypatch, 10**9)
    if isinstance(caught.value, TooManyPixels):
        assert (caught.value.params["width"], caught.value.params["height"]) == library.size


@pytest.mark.parametrize("whole", [HEIC, avif()], ids=["HEIC", "AVIF"])
def test_a_picture_of_too_many_pixels_is_refused_with_its_sides(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heif, "pi_heif", Library)
    with pytest.raises(TooManyPixels) as caught:
        heif.open_heif(whole, WIDTH * HEIGHT - 1)
    assert (caught.value.params["width"], caught.value.params["height"]) == (WIDTH, HEIGHT)


# ---- which decoder is asked


@pytest.mark.parametrize(
    ("major", "others", "decoder"),
    [
        (b"avif", (), "avif"), (b"avif", (b"mif1",), "avif"), (b"mif1", (b"avif",), "avif"),
        (b"mif1", (b"avif", b"miaf"), "avif"), (b"heic", (b"mif1",), "heic"), (b"mif1", (b"heic",), "heic"),
        (b"mif1", (b"heic", b"avif"), "heic"), (b"avif", (b"heix",), "heic"), (b"heim", (), "heic"),
        (b"heis", (), "heic"), (b"mif1", (), "heic"),
    ],
)  # fmt: skip
def test_libheif_is_asked_unless_a_file_is_avif_alone(
    major: bytes, others: Sequence[bytes], decoder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(heif, "_open_avif", lambda data, most: asked.append("avif"))
    monkeypatch.setattr(heif, "_open_heic", lambda data, most: asked.append("heic"))
    heif.open_heif(box(b"ftyp", major, bytes(4), *others) + bytes(64), 10**6)
    assert asked == [decoder]


@pytest.mark.parametrize("major", [b"hevc", b"hevx", b"msf1", b"avis"])
def test_sequences_of_pictures_are_refused_by_name(major: bytes) -> None:
    with pytest.raises(TooManyFrames):
        heif.open_heif(box(b"ftyp", major, bytes(4), b"mif1", b"heic", b"avif") + HEIC[28:], 10**6)
