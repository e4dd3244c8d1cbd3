#!/bin/sh
# Prints the command of a Python 3.11, or says how to get one.
for name in python3.11 python3 python; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        echo "$name"
        exit 0
    fi
done
echo "MokCheck needs Python 3.11: on Debian 12 'apt-get install python3 python3-venv'." >&2
exit 1
