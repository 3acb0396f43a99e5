# Kassa. `make run` opens the till on a demo shop, `make test` runs every test. Both install what is missing first.

# The one set of build flags: other flags would compile everything again, the C parts too (several minutes).
#   no_animations   twelve times less work per tap where OpenGL is done in software
#   no_metadata     the program does not read FyneApp.toml from the folder it stands in
export GOFLAGS := -tags=no_animations,no_metadata -trimpath -buildvcs=false

VERSION := $(shell git describe --tags --match 'v[0-9]*' --dirty 2>/dev/null || sed -n 's/^ *Version *= *"\(.*\)"/\1/p' FyneApp.toml)
LDFLAGS := -X main.version=$(VERSION)
GO      := .ci/go
EXE     := $(if $(filter Windows_NT,$(OS)),.exe,)

# What staticcheck is run with; it is no part of the program.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help run build test fast bench prove race lint vet staticcheck format-check law languages windows package package-test clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: build ## open the till on a demo shop
	bin/kassa$(EXE) demo

build: ## build bin/kassa
	@.ci/setup build
	$(GO) build -ldflags "$(LDFLAGS)" -o bin/kassa$(EXE) .

test: ## run every test; needs no display
	@.ci/setup test
	.ci/postgres $(GO) test -timeout 20m ./...
	$(GO) test -tags failpoint ./app/failpoint

fast: ## the tests that need no C compiler, in seconds
	@export CGO_ENABLED=0; packages=$$(.ci/packages github.com/mattn/go-sqlite3 github.com/go-gl) && \
	$(GO) test $$packages

bench: ## the measured figures, one package after the other
	@.ci/setup test
	.ci/postgres $(GO) test -p 1 -run '^$$' -bench . -benchmem -timeout 60m ./...

prove: ## the long proofs: kills, faults, power cuts, tampering, a million steps, planted bugs, race detector (hours)
	@.ci/setup prove
	.ci/prove

race: ## the race detector where neither SQLite nor Fyne is
	@packages=$$(.ci/packages github.com/mattn/go-sqlite3 fyne.io) && \
	$(GO) test -race -timeout 20m $$packages

lint: format-check vet staticcheck law ## what the tools have to say about the code
	@if command -v golangci-lint >/dev/null; then golangci-lint run; fi

vet:
	$(GO) vet ./...
	$(GO) vet -tags no_animations,no_metadata,prove,loop . # what make prove alone compiles

staticcheck:
	$(GO) run $(STATICCHECK) ./...

format-check:
	@unformatted=$$("$$($(GO) env GOROOT)/bin/gofmt" -l $$(find . -path './.*' -prune -o -name '*.go' -print)); \
	if [ -n "$$unformatted" ]; then echo "gofmt wants to change:"; echo "$$unformatted"; exit 1; fi

law: ## who may import whom, sizes, comments, the clock
	CGO_ENABLED=0 $(GO) test -count=1 -v -run '^Test(ImportLaw|House)' ./app

languages: ## every text stands in English and in Russian
	@out=$$(CGO_ENABLED=0 $(GO) test -count=1 -v -run '^TestBothLanguagesAreComplete$$' ./app/text); echo "$$out"; \
	echo "$$out" | grep -q '^--- PASS: TestBothLanguagesAreComplete'

windows: ## build dist/kassa.exe
	@.ci/setup windows
	VERSION=$(VERSION) .ci/package windows

package: ## build what people install: kassa.exe and .zip, .deb, .tar.xz in dist/
	@.ci/setup package
	VERSION=$(VERSION) .ci/package

package-test: ## install each package into an empty place and sell with it, the .exe under wine
	@.ci/setup package-test
	VERSION=$(VERSION) .ci/package
	.ci/package-test

clean: ## remove what was built
	rm -rf bin dist
