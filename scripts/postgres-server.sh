#!/bin/sh
# Installs PostgreSQL's server for the tests where it is missing; they start a private cluster of their own and never use
# one that runs already. Where it cannot be installed the tests that need it are skipped, which `.ci/run` does not accept.
set -eu

ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 && exit 0

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    sudo="sudo -n"
fi
if ! command -v apt-get >/dev/null 2>&1 || { [ -n "$sudo" ] && ! $sudo true 2>/dev/null; }; then
    echo "PostgreSQL's server is not installed (Debian: postgresql); the tests that need it will be skipped." >&2
    exit 0
fi
echo "Installing postgresql for the tests"
# No cluster of the system's own: the tests bring theirs.
$sudo mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
