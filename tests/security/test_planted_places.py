"""Fifty photos that say where they were taken: the places appear nowhere the service writes or answers."""

import base64
import io
import logging
import re
import struct
import time

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image, PngImagePlugin

from api.app import create_app
from api.auth import Scope, make_key
from api.logs import JsonLines
from api.store_sqlite import SqliteStore
from tests.support.fakes import TODAY, make_verifier
from verifier.settings import Settings

URL = "/v1/verifications"
FORMS = ("JPEG", "PNG", "WEBP")


class Planted:
    """A photo and everything in which its place could show: as text, as XMP and as EXIF's own rational numbers."""

    def __init__(self, number: int) -> None:
        seconds = 10_000 + 733 * number
        self.form = FORMS[number % 3]
        self.maker, self.owner = f"PlantedMaker{number}", f"นายปลูก{number}"
        latitude = (13.0, 44.0, seconds / 1000)
        self.decimal = f"{13 + 44 / 60 + seconds / 3_600_000:.6f}"
        exif = Image.Exif()
        exif[0x010F], exif[0x013B] = self.maker, self.maker
        exif[0x8825] = {1: "N", 2: latitude, 3: "E", 4: (100.0, 31.0, 7 + number / 1000)}
        noise = np.random.default_rng(number).integers(0, 255, (45, 60, 3), dtype=np.uint8)
        picture = Image.fromarray(noise).resize((480, 360), Image.Resampling.NEAREST)
        xmp = f"<x:xmpmeta exif:GPSLatitude='{self.decimal}' dc:creator='{self.owner}'/>".encode()
        out, more = io.BytesIO(), {}
        if self.form == "PNG":
            info = PngImagePlugin.PngInfo()
            info.add_text("Location", self.decimal)
            more = {"pnginfo": info}
        elif self.form == "WEBP":
            more = {"xmp": xmp}
        else:
            more = {"comment": self.owner.encode(), "xmp": xmp}
        picture.save(out, self.form, exif=exif, **more)
        self.data = out.getvalue()
        with Image.open(io.BytesIO(self.data)) as again:
            self.rational = again.getexif().get_ifd(0x8825)[2][2]
        packed = [struct.pack(order + "II", self.rational.numerator, self.rational.denominator) for order in ("<", ">")]
        self.traces = [self.maker.encode(), self.owner.encode(), self.decimal.encode(), *packed]


def pictures_in(body: str) -> list[bytes]:
    """Every picture that stands in an answer in base64."""
    return [base64.b64decode(text) for text in re.findall(r'(?:base64,|"jpeg": ?")([A-Za-z0-9+/=]{100,})', body)]


@pytest.fixture(scope="module")
def photos() -> list[Planted]:
    return [Planted(number) for number in range(50)]


def test_the_places_are_in_the_photos(photos):
    for photo in photos:
        with Image.open(io.BytesIO(photo.data)) as picture:
            assert picture.getexif().get_ifd(0x8825)[1] == "N"
        assert photo.maker.encode() in photo.data
        assert any(trace in photo.data for trace in photo.traces[3:])


def test_no_place_is_answered_logged_or_kept(photos, tmp_path):
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    level = logging.getLogger("mokcheck").level
    logging.getLogger("mokcheck").setLevel(logging.DEBUG)
    path = tmp_path / "store.sqlite"
    settings = Settings(store_path=path, jobs=100)
    store = SqliteStore(path)
    token, key = make_key(Scope.INSPECTOR, "x")
    store.add_key(key)
    said: list[str] = []
    try:
        with TestClient(create_app(settings, make_verifier(settings), today=lambda: TODAY)) as client:
            inspector = {"authorization": f"Bearer {token}"}
            for number, photo in enumerate(photos):
                files = {"photos": (f"{photo.decimal}.jpg", photo.data)}
                headers = inspector | {"idempotency-key": f"planted-{number:032}"}
                if number % 2:
                    headers |= {"prefer": "respond-async"}
                answer = client.post(URL, files=files, data={"evidence": "crops"}, headers=headers)
                assert answer.status_code in (200, 202), answer.text
                said.append(answer.text)
                said += [f"{name}: {value}" for name, value in answer.headers.items()]
                if number % 10 == 0:
                    said.append(client.post("/", files=files).text)
                if answer.status_code == 202:
                    place, deadline = answer.headers["location"], time.monotonic() + 300
                    while (job := client.get(place, headers=inspector)).json()["state"] != "done":
                        assert time.monotonic() < deadline
                        time.sleep(0.01)
                    said.append(job.text)
            kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
            said.append(client.get("/readyz").text)
            said.append(client.app.state.service.metrics.read().decode())
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger("mokcheck").setLevel(level)
    crops = [picture for text in said for picture in pictures_in(text)]
    assert len(crops) >= 50
    assert b"crops" in kept
    assert '"event": "request"' in lines.getvalue()
    everything = "\n".join(said).encode() + lines.getvalue().encode() + kept + b"".join(crops)
    for photo in photos:
        for trace in photo.traces:
            assert trace not in everything
    for picture in crops:
        with Image.open(io.BytesIO(picture)) as opened:
            assert not opened.getexif() and set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
