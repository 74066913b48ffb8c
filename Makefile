# The commands of this project. `make help` lists them.

PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
# The first Python of the machine that is new enough.
SYSTEM_PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# As root on Debian or Ubuntu, what is missing is installed; elsewhere the line to type is shown.
CAN_APT := $(shell [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && echo yes)
APT := DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
# Read the library's e-books and Word files. (Java's package fails where the folder of manual pages was left out.)
VALIDATORS := default-jre-headless pandoc
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

.DEFAULT_GOAL := help
.PHONY: help run test coverage test-fast journeys check messages benchmarks requirements clean

help: ## List these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.ready ## Start the whole site on this machine: web, worker and clock
	@DEBUG=true $(if $(filter 8000,$(PORT)),,SITE_URL=http://127.0.0.1:$(PORT)) $(MANAGE) run_site --port $(PORT)

test: $(VENV)/test.ready ## Run every test on SQLite, and what uses a database on PostgreSQL too when TEST_DATABASE_URL is set
	@echo "== Every test, on SQLite =="
	@DEBUG=false PYTHONWARNDEFAULTENCODING= $(PYTHON) -m pytest -n 2 --dist loadgroup
	@if [ -n "$$TEST_DATABASE_URL" ]; then \
		echo "== The tests that use a database, on PostgreSQL =="; \
		DATABASE_URL="$$TEST_DATABASE_URL" TESTS_THAT_USE_A_DATABASE=only $(PYTHON) -m pytest -n 2 --dist loadgroup; \
	else echo "TEST_DATABASE_URL is not set: the tests did not run on PostgreSQL."; fi

coverage: $(VENV)/test.ready ## Run every test on SQLite and tell which lines and branches none reaches
	@DEBUG=false PYTHONWARNDEFAULTENCODING= $(PYTHON) -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

test-fast: $(VENV)/test.ready ## Run the tests that need no browser and render no library
	@$(PYTHON) -m pytest -n 2 -m "not browser and not slow" -q

journeys: $(VENV)/test.ready ## Run the journeys in a real browser
	@$(PYTHON) -m pytest tests/journeys

check: $(VENV)/test.ready ## Lint, missing migrations, untranslated strings, production settings
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/djlint --quiet --lint templates
	@DEBUG=true $(MANAGE) makemigrations --check --dry-run
	@$(PYTHON) locale/check_messages.py
	@SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=act.example.org \
		SITE_URL=https://act.example.org DEFAULT_FROM_EMAIL=act@example.org DEBUG=false \
		$(MANAGE) check --deploy --fail-level WARNING
	@echo "All checks passed."

messages: $(VENV)/test.ready ## Collect the strings of the interface and compile the French ones
	@DEBUG=true $(MANAGE) makemessages -l fr --no-obsolete --no-wrap --add-location file -i .venv -i var
	@DEBUG=true $(MANAGE) compilemessages -v0 -i .venv

benchmarks: $(VENV)/benchmark.ready ## Measure everything and compare it with the bare stack; benchmark-page measures one thing
	@$(PYTHON) -m benchmarks all

$(addprefix benchmark-,render memory library serve letters weight page sign cases confirm mail tally export pack): benchmark-%: $(VENV)/benchmark.ready
	@$(PYTHON) -m benchmarks $*

benchmark-documents: $(VENV)/benchmark.ready ## Measure all that is measured of documents
	@$(PYTHON) -m benchmarks render memory library serve

requirements: ## Pin the dependencies anew, with hashes (needs uv)
	uv pip compile -q pyproject.toml --generate-hashes --universal --no-emit-index-url --no-strip-extras -o requirements/production.txt
	uv pip compile -q pyproject.toml --extra s3 --generate-hashes --universal --no-emit-index-url --no-strip-extras -o requirements/s3.txt
	uv pip compile -q pyproject.toml --group dev --generate-hashes --universal --no-emit-index-url --no-strip-extras -o requirements/development.txt

clean: ## Remove the virtual environment; the site's data in var/ stays
	rm -rf $(VENV)

$(VENV)/bin/python:
	@[ -n "$(SYSTEM_PYTHON)" ] || { echo "Python 3.11 or newer is needed; none was found."; exit 1; }
	@$(SYSTEM_PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
		if [ "$(CAN_APT)" = yes ]; then apt-get update -qq && $(APT) python3-venv >/dev/null && $(SYSTEM_PYTHON) -m venv $(VENV); \
		else echo "Type this once, then run make again:  sudo apt-get install python3-venv"; exit 1; fi; }

$(VENV)/run.ready: requirements/production.txt | $(VENV)/bin/python
	@echo "Installing what the site needs (once, a minute or two)"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/production.txt
	@$(PYTHON) -c "import weasyprint" 2>/dev/null || { \
		if [ "$(CAN_APT)" = yes ]; then apt-get update -qq && $(APT) $(PANGO) >/dev/null; \
		elif [ "$$(uname)" = Darwin ]; then echo "Type this once, then run make again:  brew install pango"; exit 1; \
		else echo "Type this once, then run make again:  sudo apt-get install $(PANGO)"; exit 1; fi; }
	@$(PYTHON) -c "import weasyprint"
	@touch $@

$(VENV)/test.ready: requirements/development.txt $(VENV)/run.ready
	@echo "Installing what the tests need (once)"
	@$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/development.txt
	@$(PYTHON) -m tests.journeys.browser --is-there || { \
		if [ "$(CAN_APT)" = yes ]; then apt-get update -qq && $(APT) chromium >/dev/null; \
		else $(PYTHON) -m playwright install chromium; fi; }
	@$(PYTHON) -m tests.deploy.nginx --is-there || { \
		if command -v apt-get >/dev/null; then \
			{ [ "$(CAN_APT)" != yes ] || apt-get update -qq; }; cd $(VENV) && apt-get download -qq nginx nginx-core && \
			for package in nginx*.deb; do dpkg -x $$package nginx; done; rm -f nginx*.deb; \
		else echo "Type this once, then run make again:  brew install nginx"; exit 1; fi; }
	@command -v xgettext >/dev/null || { \
		if [ "$(CAN_APT)" = yes ]; then apt-get update -qq && $(APT) gettext >/dev/null; \
		else echo "make check needs gettext:  sudo apt-get install gettext  (or: brew install gettext)"; fi; }
	@{ command -v java && command -v pandoc; } >/dev/null || { \
		if [ "$(CAN_APT)" = yes ]; then mkdir -p /usr/share/man/man1 && apt-get update -qq && $(APT) $(VALIDATORS) >/dev/null; \
		else echo "Some files are tried by other programs only when they are there:  sudo apt-get install $(VALIDATORS)"; fi; }
	@touch $@

$(VENV)/benchmark.ready: $(VENV)/test.ready
	@command -v wrk >/dev/null || { \
		if [ "$(CAN_APT)" = yes ]; then apt-get update -qq && $(APT) wrk >/dev/null; \
		else echo "Type this once, then run make again:  sudo apt-get install wrk  (or: brew install wrk)"; exit 1; fi; }
	@touch $@
