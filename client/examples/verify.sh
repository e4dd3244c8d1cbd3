#!/bin/sh
# Verifies the photos of one product with curl, sends the request again when the answer is lost or the service is busy,
# and prints the verdict:   verify.sh http://localhost:8000 front.jpg [back.jpg ...]
set -eu
base=$1
shift
for photo in "$@"; do
    set -- "$@" -F "photos=@$photo"
    shift
done
key=$(cat /proc/sys/kernel/random/uuid)
# --retry waits as long as Retry-After says; the same Idempotency-Key keeps the work from being done twice.
curl --silent --show-error --fail-with-body --retry 5 --retry-max-time 120 \
     -H "Idempotency-Key: $key" ${MOKCHECK_KEY:+-H "Authorization: Bearer $MOKCHECK_KEY"} \
     "$@" -F lang=en "$base/v1/verifications" |
    sed -n 's/.*"verdict": *"\([a-z_]*\)".*/\1/p'
