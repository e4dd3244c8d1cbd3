#!/bin/sh
# Tries the whole set-up where nothing is installed: makes a bare Debian 12 with debootstrap, clones this repository's HEAD
# into it and runs there `make test`, then `make run` until the page, the API and a verdict answer.
#
#   scripts/fresh-root.sh [FOLDER]        default /var/tmp/mokcheck-root; needs root, debootstrap and about 4 GB
#
# Package mirrors, certificates and pip's configuration are those of this machine. `../shared`, where it exists, is bound
# read-only beside the clone. Set TARGETS="test" or TARGETS="run" to try one alone.
#
# With BUNDLES=FILE.tar.xz, an archive that `python -m bench bundles --make=FILE.tar.xz` made here, the root checks every
# bundle of it as well, another userland with another Python: with TARGETS= (empty) that alone.
set -eu

repository=$(cd "$(dirname "$0")/.." && pwd)
root=${1:-/var/tmp/mokcheck-root}
targets=${TARGETS-"test run"}
bundles=${BUNDLES:-}
[ "$(id -u)" -eq 0 ] || { echo "This needs root." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "This needs debootstrap." >&2; exit 1; }
[ -z "$bundles" ] || [ -f "$bundles" ] || { echo "$bundles is not there." >&2; exit 1; }
[ ! -e "$root" ] || { echo "$root exists; remove it or name another folder." >&2; exit 1; }

mirror=$(sed -n 's/^URIs: *//p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([a-z]*:[^ ]*\) .*/\2/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/debian.* 2>/dev/null | head -n 1)
release=bookworm

unmount() {
    for place in proc sys dev home/mokcheck/shared; do
        ! mountpoint -q "$root/$place" || umount -l "$root/$place"
    done
}
trap unmount EXIT INT TERM

debootstrap --variant=minbase --include=ca-certificates,git,make,python3,python3-venv "$release" "$root" "$mirror" >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
cp -L --remove-destination /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp /etc/apt/apt.conf.d/99* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
for place in proc sys dev; do
    mkdir -p "$root/$place"
    mount --rbind "/$place" "$root/$place"
    mount --make-rslave "$root/$place"
done
mkdir -p "$root/home/mokcheck"
git clone --quiet "$repository" "$root/home/mokcheck/main"
if [ -d "$repository/../shared" ]; then
    mkdir -p "$root/home/mokcheck/shared"
    mount --bind -o ro "$repository/../shared" "$root/home/mokcheck/shared"
fi
for tool in tesseract zbarimg fc-list pip; do
    ! chroot "$root" sh -c "command -v $tool" >/dev/null 2>&1 || { echo "$tool is there already: not a fresh root" >&2; exit 1; }
done

inside() {
    chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI=true \
        SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PIP_CERT=/etc/ssl/certs/ca-certificates.crt \
        sh -c "cd /home/mokcheck/main
$1"
}

case " $targets " in *" test "*) inside "make test" ;; esac
case " $targets " in *" run "*)
    inside "
        setsid make run PORT=8471 >/tmp/run.log 2>&1 &
        server=\$!
        for _ in \$(seq 600); do
            python3 -c 'import urllib.request as u; u.urlopen(\"http://127.0.0.1:8471/readyz\", timeout=2)' 2>/dev/null && break
            sleep 1
        done
        cat /tmp/run.log
        .venv/bin/python scripts/try_service.py http://127.0.0.1:8471 samples
        status=\$?
        kill -- -\$server
        exit \$status
    "
    ;;
esac
if [ -n "$bundles" ]; then
    cp "$bundles" "$root/home/mokcheck/bundles.tar.xz"
    inside "make setup && .venv/bin/python -m bench bundles --check=../bundles.tar.xz"
    targets="$targets bundles"
fi
echo "A fresh root needs nothing more: $targets passed in $root"
