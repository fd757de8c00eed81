# The two commands of the README are `make run` and `make test`; both set up what they need.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
# Compiled code is kept: otherwise each command compiles all that it imports anew, three seconds of it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test check lock golden clean

setup: $(STAMP)  ## .venv with everything pinned, and .venv/bin/reewatch

# uv fills the environment in seconds; where it cannot be had, pip does the same from the same hashes.
$(STAMP): requirements/lock.txt requirements/uv.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/lock.txt \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: setup  ## the nightly job over the sample newsroom, into var/sample
	$(BIN)/reewatch nightly --sample

test: setup  ## a module a worker: what its fixtures make is made once; the long ones first (tests/conftest.py)
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

check: setup  ## linters, types, contracts, the evaluation gate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/reewatch evaluate --gate

lock: setup  ## resolve the dependencies anew; the list holds pins and hashes, no addresses
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -o requirements/lock.txt

clean:
	rm -rf .venv var

golden:  ## write again what tests compare: the data dictionary
	UPDATE_GOLDEN=1 $(BIN)/pytest tests/docs
