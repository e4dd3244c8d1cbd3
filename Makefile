# Everything a newcomer needs. `make run` and `make test` set the machine up first.
VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready
LIST   := .cache/sample-list.sqlite
PARTS  := .cache/viewfinder
PORT   ?= 8000
TESTS  ?= tests
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
HOLDS  := $(PY) scripts/venv_holds.py requirements-dev.lock $(READY)
# Optional parts that the container and the development set-up bring with them.
SERVED := evidence stamp heic sync stock xlsx line objects postgres queue redis telemetry build
LOCK   := $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
          --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

.DEFAULT_GOAL := help
.PHONY: help setup setup-train run viewfinder samples test test-slow test-train check bench bundles lock sbom audit image clean fresh-root

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## Install what is missing: system packages, virtual environment, locked dependencies

# The environment itself is asked each time what it holds: dates of files tell nothing after a branch was changed or a clone moved.
$(READY): requirements-dev.lock pyproject.toml .FORCE
	@scripts/system-packages.sh
	@test -x $(PY) || "$$(scripts/find-python.sh)" -m venv $(VENV)
	@$(HOLDS) || { echo "Installing what the lock names" && $(INSTALL) --require-hashes -r requirements-dev.lock \
	    && $(INSTALL) --no-deps --no-build-isolation --no-index -e . && $(HOLDS) --stamp; }

$(LIST): $(READY) samples/list.csv .FORCE
	@mkdir -p $(dir $(LIST))
	@$(VENV)/bin/mokcheck registry build $(LIST) --from samples/list.csv --covers samples --date today --allow-shrink

.PHONY: .FORCE
.FORCE:

setup-train: setup $(VENV)/.ready-train ## Install what training needs as well (PyTorch's CPU build, ONNX)

$(VENV)/.ready-train: requirements-train.lock $(READY)
	$(INSTALL) --no-deps --require-hashes -r requirements-train.lock
	@touch $@

run: setup $(LIST) ## Verify the sample photos, then serve the page and the API on port 8000
	@$(PY) scripts/show_samples.py --list $(LIST)
	$(if $(wildcard $(PARTS)/runtime.wasm.gz),MOKCHECK_VIEWFINDER_PATH=$(PARTS)) $(VENV)/bin/mokcheck serve --port $(PORT) --list $(LIST)

viewfinder: setup ## Fetch what the page's live viewfinder needs (npm packages, 4 MB); `make run` then offers it
	@scripts/system-packages.sh viewfinder
	@$(PY) scripts/fetch_viewfinder.py $(PARTS)

test: setup ## Run the tests
	@scripts/postgres-server.sh
	@scripts/system-packages.sh browser
	$(PY) -m pytest -n 2 --dist loadgroup -m "not slow" $(TESTS)

test-slow: setup ## Run the tests that take minutes as well
	@scripts/postgres-server.sh
	@scripts/system-packages.sh browser
	$(PY) -m pytest -n 2 --dist loadgroup $(TESTS)

test-train: setup-train ## Run the tests of the recipe: draw, train, resume, export on a handful of lines
	$(PY) -m pytest -m train $(TESTS)/recipe

check: setup ## Lint, types, layers
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/hadolint Dockerfile

bench: setup ## Print the figures (quick mode; see docs/reference/benchmarks.md for the long ones)
	$(PY) -m bench --quick

bench-%: setup ## One benchmark in full, for instance `make bench-verdict` or `make bench-registry`
	$(PY) -m bench $*

sbom: setup ## Write the bill of materials of the container (CycloneDX) to out/sbom.json
	@mkdir -p out
	$(PY) scripts/sbom.py > out/sbom.json

audit: setup ## Ask what is known against the locked packages (pip-audit; needs a connection to PyPI)
	@test -x .cache/audit/bin/pip-audit || { $(PY) -m venv .cache/audit && .cache/audit/bin/pip install --quiet pip-audit 2>/dev/null; }
	$(PY) scripts/audit.py .cache/audit/bin/pip-audit

image: ## Build the container image with buildah, run it hardened, judge the samples with it (needs root)
	scripts/build-image.sh

lock: setup ## Resolve the dependencies anew and write the locks, with hashes
	$(LOCK) $(SERVED:%=--extra %) -o requirements.lock pyproject.toml
	$(LOCK) $(SERVED:%=--extra %) --extra parquet --extra recipe --extra dev -o requirements-dev.lock pyproject.toml
	$(LOCK) $(SERVED:%=--extra %) --extra recipe --extra train --constraint requirements-dev.lock -o requirements-train.lock pyproject.toml

bundles: setup ## Make 1,000 honest evidence bundles, for another machine to check: out/bundles.tar.xz
	@mkdir -p out
	$(PY) -m bench bundles --make=out/bundles.tar.xz

fresh-root: ## Try `make test` and `make run` in a bare Debian root (needs root and debootstrap)
	scripts/fresh-root.sh

clean: ## Remove what was built
	rm -rf $(VENV) .cache build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
