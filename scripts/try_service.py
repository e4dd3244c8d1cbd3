"""Posts every sample photo to a running service and compares the verdicts with the truth; standard library only."""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path

BOUNDARY = "mokcheck-try-service"


def verify(base: str, photo: Path, category: str | None) -> dict:
    """The report of one photo. Raises urllib.error.HTTPError for a problem."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photos"; filename="{photo.name}"\r\n'
        f"Content-Type: image/jpeg\r\n\r\n".encode()
        + photo.read_bytes()
        + b"\r\n"
    ]
    if category:
        parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="category"\r\n\r\n{category}\r\n'.encode())
    request = urllib.request.Request(
        f"{base}/v1/verifications",
        data=b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(),
        headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def main(base: str, samples: Path) -> int:
    """0 when the page answers and every sample has the verdict that its truth names."""
    with urllib.request.urlopen(f"{base}/", timeout=10) as page:
        print("page", page.status, page.headers["content-type"])
    differ = 0
    for row in json.loads((samples / "truth.json").read_text(encoding="utf-8")):
        verdict = verify(base, samples / row["file"], row.get("category"))["verdict"]
        differ += verdict != row["verdict"]
        print(row["file"], verdict, "" if verdict == row["verdict"] else f"(truth: {row['verdict']})")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), Path(sys.argv[2])))
