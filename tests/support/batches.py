"""What the tests of batches and of their review share."""

import io
import zipfile

from api.auth import Scope, make_key
from api.batches.batches import Batches
from api.batches.worker import Worker
from tests.support.stock import CRASHES, Inline, gtin, make_stub, picture
from verifier.batch.pool import Limits

ZIP = {"Content-Type": "application/zip"}


def zipped(files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def stock(count=3, poison=(), damaged=()) -> dict[str, bytes]:
    files = {f"p{n}.png": picture(n, CRASHES if n in poison else 0) for n in range(count)}
    files |= {f"p{n}.png": files[f"p{n}.png"][:200] for n in damaged}
    rows = "".join(f"p{n}.png,S{n},{gtin(n)},สินค้า {n},ผู้ขาย {n % 2}\n" for n in range(count))
    return {**files, "manifest.csv": f"photo,SKU,barcode,product,supplier\n{rows}".encode()}


def key(client, scope=Scope.RETAILER, name="ร้านค้า", team="") -> str:
    token, kept = make_key(scope, name, team)
    client.app.state.service.store.add_key(kept)
    return token


def work(settings, make=make_stub, engine=Inline):
    """The worker, in this process until nothing waits; with child processes of its own when `engine` is None."""
    batches = Batches(settings.batches_path, settings)
    Worker(batches, make, workers=1, limits=Limits(job_s=20), engine=engine).run(until_idle=True)
    batches.close()


def send(client, body, **query):
    return client.post("/v1/batches", content=body, headers=ZIP, params=query)
