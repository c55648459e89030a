# make run    install what is needed, and serve the article's graph on http://127.0.0.1:8000
# make test   install what is needed, and run every check
# make bench  measure kgraph beside other engines: takes half an hour, installs them, and PostgreSQL must be there
# make notebooks   install what the tests need, run the notebooks of examples, and store what they show
# make lock   pin the dependencies anew (needs uv); make clean removes the virtual environment

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: run test bench notebooks lock clean

run: $(VENV)/.run
	@$(BIN)/kgraph serve --host $(HOST) --port $(PORT)

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: $(VENV)/.run
	@$(PIP) install --quiet -e '.[bench,build]'
	$(BIN)/python -m bench
	$(BIN)/python -m bench exports
	$(BIN)/python -m bench client

notebooks: $(VENV)/.test
	@$(BIN)/python -m tests.docs.notebooks

# The lock holds what runs kgraph above a marker line, and what only its tests need below.
$(VENV)/.run: $(LOCK) pyproject.toml hatch_build.py $(wildcard kgraph/kernel/*.c) | $(VENV)/bin/pip
	@echo "Installing what kgraph needs into $(VENV) ..."
	@sed '/^# --- needed by/,$$d' $(LOCK) > $(VENV)/run.lock
	@$(PIP) install --quiet --require-hashes -r $(VENV)/run.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(LOCK) $(VENV)/.run
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) install --quiet --require-hashes -r $(LOCK)
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "kgraph needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python lacks venv. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

lock:
	.ci/lock --upgrade

clean:
	rm -rf $(VENV)
