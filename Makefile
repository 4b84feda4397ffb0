.DEFAULT_GOAL := help
.PHONY: help run build generate deps test pages screenshots check bench

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, and serve a portal full of demo data
	bin/shimei serve --demo

# What a build is stamped with, where there is a git that knows it.
STAMP = -X main.version=$(shell git describe --tags --always --dirty 2>/dev/null || echo development) \
	-X main.commit=$(shell git rev-parse HEAD 2>/dev/null) -X main.date=$(shell git log -1 --format=%cI 2>/dev/null)

build: ## build bin/shimei
	go build -o bin/ -ldflags "$(STAMP)" ./cmd/shimei

generate: ## write the Go code of the .templ files
	go tool templ generate
	sed -i.orig 's/templ\.JoinStringErrs(/printed(/' views/*_templ.go && rm views/*_templ.go.orig

deps: ## install what the tests drive: Chromium, Japanese fonts, Node, PostgreSQL, the shell of SQLite
	@.ci/deps

test: deps ## run the tests, on both engines and in a browser
	go vet ./...
	go test -race -shuffle=on -timeout=15m ./...

pages: deps ## look at every page in every language, theme, width and state
	SHIMEI_PAGES=all go test -count=1 -timeout=60m -run='SoundInEverySetting' ./web

screenshots: deps ## look at them too, keep a picture of each in screenshots/, and take README's anew
	SHIMEI_SCREENSHOTS=$(CURDIR)/screenshots SHIMEI_PAGES=all go test -count=1 -timeout=60m -run='SoundInEverySetting|PicturesOfREADME' ./web

check: ## check format, generated code, vet, staticcheck and go.mod
	@.ci/check

bench: deps ## print how fast it is against plain SQL; SCALE=0.01 for a try
	go run ./cmd/bench --scale $(or $(SCALE),1)
