#!/bin/sh
# Installs the system packages that are missing, and only those: Tesseract with the Thai script model, zbar, Thai fonts.
# With `browser`, Chromium, curl and Redis's server as well: the tests of the page, of the examples and of shared rates use
# them, the product does not. With `viewfinder`, npm, which fetches what the page's live viewfinder needs. With `image`,
# what builds the container image and runs it without a Docker engine.
set -eu

missing=""
tesseract --list-langs 2>/dev/null | grep -qx Thai || missing="$missing tesseract-ocr tesseract-ocr-script-thai"
ldconfig -p 2>/dev/null | grep -q 'libzbar\.so\.0' || missing="$missing libzbar0"
ldconfig -p 2>/dev/null | grep -q 'libfribidi\.so\.0' || missing="$missing libfribidi0"
[ -e /usr/share/fonts/truetype/tlwg/Loma.ttf ] || missing="$missing fonts-thai-tlwg"
python=$(command -v python3.11 || command -v python3 || true)
if [ -n "$python" ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing="$missing python3-venv"
fi
[ "${1:-}" != browser ] || command -v chromium >/dev/null || missing="$missing chromium"
[ "${1:-}" != browser ] || command -v curl >/dev/null || missing="$missing curl"
# The tests start one of their own; a daemon that the package may start is not used.
[ "${1:-}" != browser ] || command -v redis-server >/dev/null || missing="$missing redis-server"
# Playwright's own Node needs it, and a bare system lacks it.
[ "${1:-}" != browser ] || ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
[ "${1:-}" != viewfinder ] || command -v npm >/dev/null || missing="$missing npm"
if [ "${1:-}" = image ]; then
    for tool in buildah podman runc debootstrap; do
        command -v "$tool" >/dev/null || missing="$missing $tool"
    done
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "MokCheck needs these packages, by their Debian names:$missing. Install them and try again." >&2
    exit 1
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Run this as root once: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
    sudo="sudo"
fi
echo "Installing$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
