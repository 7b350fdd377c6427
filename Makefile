# One command each: `make run` to use Clearway, `make test` to check it. Both work on a fresh Debian 12 with
# git, make and python3-venv. What was made once is kept until the file it was made from changes.

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
STORE ?= demo-store

BIN := .venv/bin
STAMPS := .venv/stamps
SPARK_PYTHON := $(CURDIR)/.venv-spark/bin/python
PYSPARK_PYTHON := $(CURDIR)/.venv-pyspark/bin/python
PEERS_PYTHON := $(CURDIR)/.venv-peers/bin/python
PIP := -m pip --disable-pip-version-check
LOCKED := $(PIP) install --require-hashes
# Three at a time on two cores, as some wait for browsers and for what was killed; the tests of a file together, so that
# what they need is made once; browsers last, as they stay open.
SIDE_BY_SIDE := -n 3 --dist loadfile --no-loadscope-reorder
# What uses the operational database, once more on a PostgreSQL that is started for it: see tests/postgresql.py.
# The walks through every page meet SQLite each time, and PostgreSQL in `make test-faults`.
POSTGRESQL := $(BIN)/python -m tests.postgresql $(BIN)/python -m pytest $(SIDE_BY_SIDE) --durations=15
WALKS := $(wildcard tests/faults/test_fault_5[3678]_*.py tests/faults/test_fault_62_*.py) tests/site/api/test_conformance.py
ON_POSTGRESQL := $(POSTGRESQL) -m "(operational or postgresql) and not long" $(addprefix --ignore ,$(WALKS))
LONG := $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "long and not postgresql" --durations=15
FAULTS := tests/faults tests/site tests/system
SCALE := tests/demo tests/pipeline tests/intake tests/cli
MADE_FROM := pyproject.toml src/clearway/__init__.py

.PHONY: help run test test-postgresql test-all test-faults test-scale test-engines coverage mutation bench check docs fix assets assets-dev environment environment-dev spark pyspark peers debian-packages clean

help:
	@echo "make run        use Clearway: everything it needs, a demo store, then http://127.0.0.1:$(PORT)"
	@echo "make test       linters, types and all tests but the long ones, on SQLite and PostgreSQL"
	@echo "make test-postgresql  what uses the operational database, on PostgreSQL (a part of make test)"
	@echo "make test-all   also the long ones: test-faults, test-scale and test-engines, each within 45 minutes"
	@echo "make coverage   the tests of make test, on SQLite, with the lines they reach counted (slower)"
	@echo "make mutation   whether the tests of rules, disclosure, permissions and the trail notice faults (MUTATION=set)"
	@echo "make bench      the benchmarks side by side; results under bench/results/ (BENCH=full: all sizes)"
	@echo "make check      linters, types and import rules alone"
	@echo "make docs       write the pages that are made from the rule and definition files"
	@echo "make fix        mend what the linter can mend, and the layout"
	@echo "make clean      remove what was built (not the stores)"

run: environment assets
	@exec $(BIN)/clearway run --store $(STORE) --port $(PORT)

test: environment-dev spark debian-packages assets-dev check
	CLEARWAY_SPARK_PYTHON=$(SPARK_PYTHON) $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not long and not postgresql" --durations=15
	$(ON_POSTGRESQL)

test-postgresql: environment-dev debian-packages assets-dev
	$(ON_POSTGRESQL)

# The long tests, in parts that each end within 45 minutes. Whatever is in no folder named here is with the engines.
test-all: test test-faults test-scale test-engines

test-faults: environment-dev debian-packages assets-dev
	$(LONG) $(FAULTS)
	$(POSTGRESQL) -m long tests/site/scope_walk
	$(POSTGRESQL) -m "operational and not long" $(WALKS)

test-scale: environment-dev assets-dev
	$(LONG) $(SCALE)

test-engines: environment-dev spark pyspark peers assets-dev
	CLEARWAY_SPARK_PYTHON=$(SPARK_PYTHON) CLEARWAY_PYSPARK_PYTHON=$(PYSPARK_PYTHON) \
	  CLEARWAY_PEERS_PYTHON=$(PEERS_PYTHON) $(LONG) $(addprefix --ignore ,$(FAULTS) $(SCALE))

coverage: environment-dev spark debian-packages assets-dev
	CLEARWAY_SPARK_PYTHON=$(SPARK_PYTHON) $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not long and not postgresql" \
	  --cov=clearway --cov-report=term:skip-covered

mutation: environment-dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.mutation --jobs 2 $(MUTATION)

bench: environment-dev spark peers assets-dev
	CLEARWAY_SPARK_PYTHON=$(SPARK_PYTHON) CLEARWAY_PEERS_PYTHON=$(PEERS_PYTHON) $(BIN)/python -m bench $(if $(filter full,$(BENCH)),--full)

check: environment-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: environment
	$(BIN)/python -m clearway.standards.docs
	$(BIN)/python -m clearway.standards.governance
	$(BIN)/python -m clearway.measures.catalogue.docs
	$(BIN)/python -m clearway.intake.indicators.sources_page
	$(BIN)/python scripts/write_demo_assumptions.py
	$(BIN)/python scripts/write_statistics_names.py
	$(BIN)/python scripts/write_disclosure_policy.py

fix: environment-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

assets: environment
	@$(BIN)/python scripts/build_assets.py

assets-dev: environment-dev
	@$(BIN)/python scripts/build_assets.py --dev

environment: $(STAMPS)/run
environment-dev: $(STAMPS)/run $(STAMPS)/dev
spark: .venv-spark/stamps/spark
pyspark: .venv-pyspark/stamps/pyspark
	@command -v java >/dev/null || scripts/debian_packages.sh openjdk-17-jre-headless
peers: .venv-peers/stamps/peers

$(STAMPS)/run: requirements/build.txt requirements/run.txt $(MADE_FROM)
	@echo "environment: installing what Clearway needs into .venv (once; a few minutes)"
	@$(PYTHON) -c 'import sys; sys.exit("Clearway needs Python 3.11 or newer; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python $(LOCKED) -r requirements/build.txt -r requirements/run.txt
	@$(BIN)/python $(PIP) install -q --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/run
	@echo "environment: installing what the tests need into .venv"
	@$(BIN)/python $(LOCKED) -r requirements/dev.txt
	@touch $@

.venv-spark/stamps/spark: requirements/build.txt requirements/spark.txt $(MADE_FROM)
	@echo "environment: installing the second engine into .venv-spark"
	@test -x $(SPARK_PYTHON) || $(PYTHON) -m venv .venv-spark
	@$(SPARK_PYTHON) $(LOCKED) -r requirements/build.txt -r requirements/spark.txt
	@$(SPARK_PYTHON) $(PIP) install -q --no-deps --no-build-isolation -e .
	@mkdir -p $(@D) && touch $@

.venv-pyspark/stamps/pyspark: requirements/pyspark.txt
	@echo "environment: installing Spark itself into .venv-pyspark, for the long tests"
	@test -x $(PYSPARK_PYTHON) || $(PYTHON) -m venv .venv-pyspark
	@$(PYSPARK_PYTHON) $(LOCKED) -r requirements/pyspark.txt
	@mkdir -p $(@D) && touch $@

.venv-peers/stamps/peers: requirements/peers.txt
	@echo "environment: installing other people's statistics into .venv-peers, for the benchmarks"
	@test -x $(PEERS_PYTHON) || $(PYTHON) -m venv .venv-peers
	@$(PEERS_PYTHON) $(LOCKED) -r requirements/peers.txt
	@mkdir -p $(@D) && touch $@

debian-packages:
	@scripts/debian_packages.sh chromium fonts-liberation fonts-dejavu-core postgresql

clean:
	rm -rf .venv .venv-spark .venv-pyspark .venv-peers .build node_modules src/clearway/site/assets .mypy_cache .ruff_cache .pytest_cache
