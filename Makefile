# Everything runs from a fresh clone: set-up happens on the way, once, and only from the npm and system package registries.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

LOCAL := dist/infra/local
# With the settings of .env, where there is one.
NODE := node --import ./$(LOCAL)/env-file.js
SOURCES := $(shell find libs apps infra scripts \( -name '*.ts' -o -name '*.html' \) -not -path '*/test/*' 2>/dev/null)
# npm passes settings of whoever calls it on as variables; a nested npm complains about those it does not know.
NPM := npm --loglevel=error

## —— Use ——
help: ## What there is to run
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: system ## Render a short film from generated clips into demo/cutroom-demo.mp4
	@$(NODE) $(LOCAL)/demo.js

up: system ## API, worker, PostgreSQL and Redis in the foreground (PORT=8000 DATA_DIR=.cutroom WORKERS=1)
	@CUTROOM_FOLLOW_PARENT=1 infra/local/foreground.sh $(NODE) $(LOCAL)/up.js

worker: system ## One more worker for an existing DATABASE_URL and REDIS_URL
	@infra/local/foreground.sh $(NODE) dist/apps/worker/src/main.js

migrate: build ## Bring the schema of DATABASE_URL up to date
	@$(NODE) $(LOCAL)/migrate-command.js

## —— Check ——
test: system helm ## Every test, on real services, with coverage
	@node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js --ci --coverage

bench: system ## Cutroom beside bare ffmpeg on this machine; wants it quiet (BENCH_RUNS=3, docs/benchmarks.md)
	@node_modules/.bin/swc test/bench test/support -d dist --quiet
	@node dist/test/bench/main.js

infra-check: build helm ## Helm chart and Terraform by their own tools, as far as they are here
	@infra/checks/run.sh

lint: deps ## Formatting, lint rules and import boundaries
	@$(NPM) run --silent lint

typecheck: deps ## The TypeScript compiler's opinion
	@$(NPM) run --silent typecheck

language: system ## Render the pictures of docs/language.md again
	@$(NODE) dist/scripts/language.js

openapi: build ## Write openapi.json from the API's own description
	@node dist/scripts/openapi.js

clean: ## Remove what was built; data directories stay
	@rm -rf dist coverage

## —— Set up ——
deps: node_modules/.cutroom-lock
# npm empties what a linked node_modules points at, which belongs to another checkout.
node_modules/.cutroom-lock: package-lock.json | node-version
	@if cmp -s package-lock.json $@; then touch $@; elif [ -L node_modules ]; then echo 'cutroom: node_modules is a link to other packages than package-lock.json names; remove the link.' >&2; exit 1; else echo 'Installing npm packages…'; $(NPM) ci && cp package-lock.json $@; fi

build: dist/.stamp
dist/.stamp: $(SOURCES) scripts/bundle.mjs package.json .swcrc node_modules/.cutroom-lock
	@rm -rf dist && $(NPM) run --silent build -- --quiet && $(NPM) run --silent bundle && touch $@

# Those that may be given another Redis.
up worker: FOR := --serving
system: build
	@$(NODE) $(LOCAL)/install.js $(FOR)

helm: build
	@node dist/infra/checks/fetch-helm.js

node-version:
	@command -v node >/dev/null || { echo 'cutroom: Node.js 20.19 or newer is needed, with npm.' >&2; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); if (a < 20 || (a === 20 && b < 19)) { console.error("cutroom: Node.js 20.19 or newer is needed; this is " + process.versions.node + "."); process.exit(1) }'

.PHONY: help demo up worker migrate test bench infra-check helm lint typecheck openapi clean deps build system node-version
