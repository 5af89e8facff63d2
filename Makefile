# Two commands matter: `make run` and `make test`. The rest is for those who change the code.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PY := $(BIN)/python
SOURCES = $(shell find portal home news search bench tests -name '*.py' -not -path '*/migrations/*') manage.py
TEMPLATES = $(shell find templates -name '*.html')
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po locale/*/*/LC_MESSAGES/*.po))

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

# --- what has to be there -------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with PYTHON=…, e.g. make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed-%: requirements/%.txt requirements/polish.txt | .venv/bin/python
	$(PY) -m pip install --quiet --require-hashes -r $<
	@$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r requirements/polish.txt \
	  || echo "Morfeusz 2 has no wheel for this machine: the search knows fewer forms of Polish words (docs/search.md)."
	@touch $@

%.mo: %.po | .venv/.installed-runtime
	@$(BIN)/pybabel --quiet compile -i $< -o $@

.PHONY: install
install: .venv/.installed-runtime $(CATALOGUES) ## Make .venv from the lock and compile the interface strings

# --- the two commands -----------------------------------------------------------------------

.PHONY: run
run: install ## Serve the portal with its demo content (PORT=8000)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py seed_demo
	@$(PY) manage.py update_index --if-needed
	@echo "Polish: http://localhost:$(PORT)/pl/   English: http://localhost:$(PORT)/en/   admin: http://localhost:$(PORT)/admin/"
	@$(PY) manage.py runserver --insecure $(if $(DEBUG),,--noreload) $(PORT)

.PHONY: test
test: .venv/.installed-test $(CATALOGUES) ## Run every test that needs no browser and no server of its own
	@$(PY) -m pytest -n auto -m "not browser and not html and not nginx" $(ARGS)
	@echo "Left out on purpose: browser tests (make test-browser, needs Chromium); valid HTML (make html, needs Java and npm); nginx (make test-nginx, needs Debian's); the same tests on PostgreSQL and Redis (make test-postgres)."

# --- for those who keep it ------------------------------------------------------------------

.PHONY: backup
backup: install ## One archive of database and media, into BACKUP_DIR (var/backups); more with ARGS
	@$(PY) manage.py backup $(ARGS)

.PHONY: restore
restore: install ## Put an archive back: make restore ARCHIVE=…; more with ARGS, such as --check
	@test -n "$(ARCHIVE)" || { echo "Which one? make restore ARCHIVE=var/backups/portal-….tar"; exit 1; }
	@$(PY) manage.py restore "$(ARCHIVE)" $(ARGS)

# --- for those who change the code ----------------------------------------------------------

.PHONY: test-postgres
test-postgres: .venv/.installed-test $(CATALOGUES) ## The same tests on PostgreSQL and Redis (DATABASE_URL, CACHE_URL)
	@PGOPTIONS="-c synchronous_commit=off" DATABASE_URL=$${DATABASE_URL:-postgres:///portal} CACHE_URL=$${CACHE_URL:-redis://127.0.0.1:6379/9} \
	  $(PY) -m pytest -n auto -m "not browser and not html and not nginx" $(ARGS)

.PHONY: test-browser
test-browser: .venv/.installed-test $(CATALOGUES) ## The browser tests, in the Chromium of this machine
	@$(PY) -m pytest -m browser $(ARGS)

.PHONY: test-nginx
test-nginx: .venv/.installed-test $(CATALOGUES) ## The configurations of deploy/ before the nginx of this machine
	@$(PY) -m pytest -m nginx $(ARGS)

# No scripts: the package's own would fetch a Java where there is none.
tests/html/node_modules/.package-lock.json: tests/html/package-lock.json
	@cd tests/html && npm ci --ignore-scripts --no-audit --no-fund --silent

.PHONY: html
html: .venv/.installed-test tests/html/node_modules/.package-lock.json $(CATALOGUES) ## Every page by the Nu HTML checker (needs Java and npm)
	@$(PY) -m pytest -m html $(ARGS)

# No scripts: the package's own would fetch what is not needed here.
bench/lighthouse/node_modules/.package-lock.json: bench/lighthouse/package-lock.json
	@cd bench/lighthouse && npm ci --ignore-scripts --no-audit --no-fund --silent

.PHONY: bench
bench: .venv/.installed-test bench/lighthouse/node_modules/.package-lock.json $(CATALOGUES) ## What the portal costs, against its targets, into docs/benchmarks.md (NEWS, DATABASES, PARTS, PORT)
	@$(PY) -m bench

.PHONY: bench-search
bench-search: .venv/.installed-test $(CATALOGUES) ## How good and fast the search is, stock Wagtail beside it (SETS, DATABASES, SIZES, STOCK_UP_TO)
	@SETS="$${SETS:-tests/search_set $(wildcard ../shared/search-dev)}" $(PY) -m tests.bench_search

.PHONY: screenshots
screenshots: .venv/.installed-test $(CATALOGUES) ## Every page in both languages and schemes at four widths, into screenshots/
	@$(PY) -m tests.e2e.screenshots $(ARGS)

.PHONY: readme-pictures
readme-pictures: .venv/.installed-test $(CATALOGUES) ## Renew the pictures of the README, in docs/img/
	@$(PY) -m tests.e2e.readme_pictures

.PHONY: handbook-pictures
handbook-pictures: .venv/.installed-test $(CATALOGUES) ## Renew the pictures of the editors' handbook, in docs/img/handbook/
	@$(PY) -m pytest -q tests/e2e/test_handbook_pictures.py --update-handbook $(ARGS)

.PHONY: lint
lint: .venv/.installed-dev $(CATALOGUES) ## Everything that must hold besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) .ci/catalogue
	DJANGO_SETTINGS_MODULE=portal.settings.production SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  ALLOWED_HOSTS=portal.example.org DATABASE_URL=postgres:///portal $(PY) manage.py check --deploy --fail-level WARNING
	@echo "lint: $(words $(SOURCES)) Python files and $(words $(TEMPLATES)) templates are sound."

.PHONY: format
format: .venv/.installed-dev ## Let the formatters have their way
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $(TEMPLATES)

.PHONY: messages
messages: .venv/.installed-dev ## Collect interface strings into locale/ (needs GNU gettext)
	$(PY) manage.py makemessages --locale pl --no-obsolete --add-location file --ignore .venv

.PHONY: lock
lock: .venv/.installed-dev ## Pin what pyproject.toml allows, with hashes and without addresses
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --group test $(LOCK) -c requirements/dev.txt -o requirements/test.txt
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -c requirements/dev.txt -o requirements/runtime.txt
	$(BIN)/uv pip compile --group pyproject.toml:polish $(LOCK) -o requirements/polish.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet

.PHONY: clean
clean: ## Remove the environment, the database and the media of this checkout
	rm -rf .venv var screenshots tests/html/node_modules bench/lighthouse/node_modules
