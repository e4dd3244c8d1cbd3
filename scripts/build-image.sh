#!/bin/sh
# Builds the container image of the Dockerfile with buildah, which needs no Docker engine, runs it as the Dockerfile's head
# says (read-only root, no capabilities) and has it judge the samples.
#
#   scripts/build-image.sh [NAME]        default localhost/mokcheck; everything goes into out/image.log as well
#
#   TARGET=plain                leave the page's live viewfinder out, and with it the need for npm's registry
#   PYTHON_IMAGE=…              another base than the Dockerfile's
#   PORT=8472                   where the container listens while it is tried
#
# Where the registry of the base does not answer, a base is made from Debian's own packages (debootstrap, Python 3.11 of
# bookworm): good for seeing that the Dockerfile builds and the image works, and named as such by a label. Ends with
# 0 built and tried, 75 when this machine cannot build at all (why is said), otherwise with what went wrong.
set -eu

repository=$(cd "$(dirname "$0")/.." && pwd)
name=${1:-localhost/mokcheck}
port=${PORT:-8472}
log=$repository/out/image.log
CANNOT_HERE=75

if [ -z "${MOKCHECK_IMAGE_LOG:-}" ]; then  # once more with everything written down; a pipe would hide how it ended
    mkdir -p "$repository/out"
    { MOKCHECK_IMAGE_LOG=$log "$0" "$@" 2>&1 && echo 0 >"$log.status" || echo $? >"$log.status"; } | tee "$log"
    status=$(cat "$log.status")
    rm -f "$log.status"
    exit "$status"
fi
cannot() {
    echo "No image was built: $1" >&2
    exit $CANNOT_HERE
}

[ "$(id -u)" -eq 0 ] || cannot "this needs root (or build it with your own Docker or Podman: docker build -t mokcheck .)"
"$repository/scripts/system-packages.sh" image || cannot "buildah, Podman or debootstrap could not be installed"
work=$(mktemp -d)
run="podman --runtime runc --cgroup-manager cgroupfs"  # crun refuses machines whose control groups are of both versions
# shellcheck disable=SC2317,SC2329 - called by the trap
tidy() {
    $run rm --force "mokcheck-try-$$" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap tidy EXIT INT TERM

base=${PYTHON_IMAGE:-$(sed -n 's/^ARG PYTHON_IMAGE=//p' "$repository/Dockerfile")}
if buildah pull --quiet "$base" >/dev/null 2>"$work/pull.log"; then
    origin=$base
else
    origin="Debian's packages"
    echo "$base cannot be had here ($(tail -n 1 "$work/pull.log")); making a base from Debian's packages."
    base=localhost/mokcheck-python:bookworm
    if ! buildah inspect --type image "$base" >/dev/null 2>&1; then
        debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv,python-is-python3 bookworm \
            "$work/root" >"$work/debootstrap.log" 2>&1 ||
            { tail -n 5 "$work/debootstrap.log"; cannot "neither a registry nor Debian's archive answers"; }
        rm -rf "$work/root/var/cache/apt/archives"/*.deb "$work/root/var/lib/apt/lists"/*
        # The base's own mirror list is Debian's; what this machine needs to reach it comes in for the build alone.
        container=$(buildah from scratch)
        buildah add --quiet "$container" "$work/root" / >/dev/null
        buildah commit --quiet "$container" "$base" >/dev/null
        buildah rm "$container" >/dev/null
        rm -rf "$work/root"
    fi
fi

certificates=/etc/ssl/certs/ca-certificates.crt  # a machine behind a proxy of its own trusts others than the base does
set -- --isolation chroot --format docker --layers --build-arg "PYTHON_IMAGE=$base" --label "base.origin=$origin" --tag "$name"
[ ! -f "$certificates" ] || set -- "$@" --volume "$certificates:$certificates:ro"
[ -z "${TARGET:-}" ] || set -- "$@" --target "$TARGET"
buildah bud "$@" "$repository"

# Tried with a user and group that own nothing here, like those who run it: the list lies in a folder they may write to.
mkdir -m 777 "$work/data"
hardened="--read-only --tmpfs /tmp:size=256m --cap-drop ALL --security-opt no-new-privileges --network host --no-healthcheck
          --ulimit nofile=1024:1024 --ulimit nproc=4096:4096"
# shellcheck disable=SC2086
$run run --rm $hardened --volume "$repository/samples:/samples:ro" --volume "$work/data:/data" "$name" \
    registry build /data/list.sqlite --from /samples/list.csv --covers samples --date today --allow-shrink
# shellcheck disable=SC2086
$run run --detach --name "mokcheck-try-$$" $hardened --volume "$work/data:/data:ro" "$name" \
    serve --host 127.0.0.1 --port "$port" >/dev/null
for _ in $(seq 60); do
    python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/readyz', timeout=2)" 2>/dev/null && break
    sleep 1
done
# The Dockerfile's own health check: Podman would have systemd ask it, which a machine that builds images may lack.
$run exec "mokcheck-try-$$" python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/livez', timeout=4)"
python3 "$repository/scripts/try_service.py" "http://127.0.0.1:$port" "$repository/samples" ||
    { $run logs "mokcheck-try-$$"; exit 1; }
$run logs "mokcheck-try-$$" 2>&1 | grep -v '^{' && { echo "The service wrote lines that are not JSON." >&2; exit 1; }
echo "$name is built from $origin and tried."
buildah images "$name"
