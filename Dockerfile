# syntax=docker/dockerfile:1
# Run it with a read-only root and nothing but /tmp writable:
#   docker run --read-only --tmpfs /tmp:size=256m --cap-drop ALL --security-opt no-new-privileges \
#              -p 8000:8000 -v "$PWD/list:/data:ro" mokcheck

# The base by its digest, so that a build is what was tried: python:3.11-slim-bookworm (Python 3.11.16) of 25 August 2026,
# as Docker's own record of official images names it (github.com/docker-library/repo-info, repos/python/remote). Another:
# --build-arg PYTHON_IMAGE=…; docs/how-to/run-the-service.md tells how to learn its digest. `--target plain` leaves the
# page's live viewfinder out, and with it the need for npm's registry.
ARG PYTHON_IMAGE=docker.io/library/python@sha256:0bee7276f83efd4a1ee05bbbf4281d95ed28e079220a9457f25a93e3f1e3c31b
FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE NOTICE ./
RUN python -m venv /opt/mokcheck \
 && /opt/mokcheck/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY verifier verifier
COPY api api
RUN /opt/mokcheck/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation --no-index . \
 && /opt/mokcheck/bin/python -m pip uninstall --yes setuptools pip

FROM build AS viewfinder
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends npm \
 && rm -rf /var/lib/apt/lists/*
COPY scripts/fetch_viewfinder.py scripts/
RUN /opt/mokcheck/bin/python scripts/fetch_viewfinder.py /opt/viewfinder

FROM ${PYTHON_IMAGE} AS plain
# The distribution's own security updates are wanted, those of the base too, so versions are not pinned here.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get upgrade -y \
 && apt-get install -y --no-install-recommends \
        tesseract-ocr tesseract-ocr-script-thai libzbar0 libfribidi0 fonts-thai-tlwg \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin mokcheck
COPY --from=build /opt/mokcheck /opt/mokcheck
ENV PATH="/opt/mokcheck/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OMP_THREAD_LIMIT=1 \
    MOKCHECK_LIST_PATH=/data/list.sqlite
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
ENTRYPOINT ["mokcheck"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]

FROM plain
COPY --from=viewfinder /opt/viewfinder /opt/viewfinder
ENV MOKCHECK_VIEWFINDER_PATH=/opt/viewfinder
