#!/bin/sh
# Looks up the licences of the QR ids that a service counted (MOKCHECK_WAITING_IDS) and builds the list anew with them.
# The service follows the new list by itself. What is found stays in FOLDER/qr_ids.csv, also when the walk stops early.
#
#   learn-qr-ids.sh TABLE LIST.sqlite FOLDER [options of `mokcheck registry build`, --covers and --date among them]
set -eu
table=$1 list=$2 folder=$3
shift 3
mokcheck registry resolve-qr --waiting "${MOKCHECK_WAITING_IDS:?names the place of the counters}" --into "$folder" ||
    echo "The walk stopped early; what it found is used, the rest is asked for next time." >&2
[ ! -e "$folder/qr_ids.csv" ] || mokcheck registry build "$list" --from "$table" --qr-ids "$folder/qr_ids.csv" "$@"
