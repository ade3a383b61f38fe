# `make` alone lists what there is to make. Nothing is installed outside .venv, but for the programs of `make test`.

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --no-input

# Your own copies of the source documents: KZGRAPH_SOURCES, else a sibling folder shared/sources.
SOURCES := $(or $(KZGRAPH_SOURCES),$(wildcard ../shared/sources))
FROM_SOURCES := $(if $(SOURCES),--sources "$(SOURCES)")

QUESTION := agreements

.DEFAULT_GOAL := help
.PHONY: help demo test assets lint pictures gallery bench cluster soak lock clean programs editor

help: ## say what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1@/p' Makefile | awk -F@ '{ printf "%-14s%s\n", $$1, $$2 }'

demo: $(VENV)/run.stamp ## set up, build the graph, check it, ask it a question, draw it
	$(BIN)/kzgraph build
	$(BIN)/kzgraph check $(FROM_SOURCES)
	$(BIN)/kzgraph query $(QUESTION)
	$(BIN)/kzgraph draw -o network.html
	@printf '%s\n' '' 'Next:' \
	  '  open network.html in a browser       the network, one file, works offline' \
	  '  $(BIN)/kzgraph queries          the questions that come with the graph' \
	  '  $(BIN)/kzgraph show kazakhstan  what is known of one thing, and from where' \
	  '  $(BIN)/kzgraph --help           the rest'

test: $(VENV)/test.stamp programs editor ## install what tests need and run them (one file: make test ARGS=tests/cli/test_main.py)
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

assets: $(VENV)/run.stamp ## fetch with npm the SPARQL editor and the engine for browsers
	$(BIN)/python hatch_build.py

lint: $(VENV)/test.stamp $(VENV)/lint.stamp editor ## style, format and types, also of scripts and styles
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) $(BIOME) check --error-on-warnings

pictures: $(VENV)/test.stamp ## take the screenshots of docs/own-documents.md anew
	mkdir -p docs/pictures
	KZGRAPH_PICTURES=$(CURDIR)/docs/pictures $(BIN)/python -m pytest -q tests/workbench/test_whole.py

gallery: $(VENV)/test.stamp programs editor ## take a picture of every page at four widths, light and dark
	$(BIN)/python -m tests.gallery

bench: $(VENV)/test.stamp ## time the commands, from the installed wheel
	$(BIN)/python -m pytest -s -o python_files='bench_*.py' tests/benchmarks

cluster: $(VENV)/cluster.stamp ## build on a real cluster of Apache Spark, and kill one of its workers
	$(BIN)/python -m pytest -q tests/curation/test_spark.py

soak: $(VENV)/test.stamp ## attack the server for ten minutes while honest questions are asked
	KZGRAPH_SOAK=600 $(BIN)/python -m pytest -s tests/web/test_limits.py -k honest_questions

clean: ## remove what make made
	rm -rf $(VENV) $(VENV)-lock network.html gallery dist kzgraph/web/assets .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find kzgraph tests -name __pycache__ -type d -exec rm -rf {} +

# ---------------------------------------------------------------- the environment

# constraints/run.txt pins what the program needs, constraints/test.txt what the tests need besides.
INSTALL := $(PIP) install -qq --require-hashes --no-deps --only-binary :all:

$(VENV)/pyvenv.cfg:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "make: $$python cannot make environments: install its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }; \
	  echo "$$python -m venv $(VENV)"; \
	  exec "$$python" -m venv $(VENV); \
	done; \
	echo "make: no Python 3.11 or newer found (python3 is $$(python3 --version 2>&1)); name one: make PYTHON=..." >&2; exit 1

$(VENV)/run.stamp: $(VENV)/pyvenv.cfg constraints/run.txt pyproject.toml
	$(INSTALL) -r constraints/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp constraints/test.txt
	$(INSTALL) -r constraints/test.txt
	@touch $@

# What checks scripts and styles: package.json declares it, the npm of constraints/test.txt fetches it.
NODE  := PATH="$(CURDIR)/$(BIN):$$PATH"
BIOME := $(VENV)/lint/node_modules/.bin/biome

$(VENV)/lint.stamp: $(VENV)/test.stamp package.json package-lock.json .npmrc
	@mkdir -p $(VENV)/lint
	cp package.json package-lock.json .npmrc $(VENV)/lint
	cd $(VENV)/lint && $(NODE) npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# PySpark comes as source alone, 450 MB: only those who want a cluster fetch it. Its pins are written by hand.
$(VENV)/cluster.stamp: $(VENV)/test.stamp constraints/spark.txt
	@command -v java >/dev/null || { echo "make: a cluster needs Java 17 (Debian: apt-get install openjdk-17-jre-headless)" >&2; exit 1; }
	$(PIP) install -qq --require-hashes --no-deps -r constraints/spark.txt
	@touch $@

# A script of the one file imports the engine for browsers; the tests of the editor are skipped without these.
editor: $(VENV)/run.stamp
	@$(BIN)/python hatch_build.py >/dev/null || true

# A browser, the engine that reads scans, and what sets the type of a PDF.
PROGRAMS := chromium tesseract-ocr libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

programs:
	@command -v chromium >/dev/null && command -v tesseract >/dev/null && ldconfig -p | grep -q harfbuzz-subset || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $(PROGRAMS) >/dev/null; \
	  else \
	    echo "make: without them some tests fail or are skipped (Debian: apt-get install $(PROGRAMS))" >&2; \
	  fi; }

# ---------------------------------------------------------------- the pins

# docopt has no wheel; only the command line of pymorphy2 needs it, which nobody calls here.

COMPILE := $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-header --no-annotate --no-emit-package kzgraph --no-emit-package docopt

lock: ## pin every version anew within what is pinned (all to the newest: make lock NEWEST=--upgrade)
	python3 -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	echo hatchling | $(COMPILE) $(NEWEST) -o constraints/run.txt pyproject.toml -
	$(COMPILE) $(NEWEST) -c constraints/run.txt -o constraints/test.txt --extra test \
	  $$(sed -n 's/^\([a-z0-9._-]*\)==[^;]*$$/--no-emit-package \1/p' constraints/run.txt) pyproject.toml
