.DEFAULT_GOAL := help
.PHONY: help run build generate deps test quick mutants pages screenshots lighthouse check bench ha

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

deps: ## install what the tests drive: Chromium, Japanese fonts, Node, PostgreSQL, the shell of SQLite
	@.ci/deps

# SQLite is C that was translated into Go. The race detector would make it twenty times slower
# and find nothing that is ours: only calls of it are watched. What else of SQLite is not ours to
# mend keeps the detector and loses the checks of its pointers.
RACE = -race -gcflags=modernc.org/...=-d=checkptr=0 -gcflags=modernc.org/sqlite/lib=-race=false

# The rules, files, words, figures and measurements start no goroutine of their own, or none that is not watched
# where it is tested itself: the detector would make them four times slower. Of the store and the
# commands it watches the tests in which goroutines meet, those of these files; of web everything
# but what drives a browser, which says !race, and what reads all that a portal shows.
ALONE = ./cmd/bench ./static ./store/demo ./store/export ./store/facts ./store/mapping ./store/programme ./store/report ./store/storetest ./views/...
PARTLY = ./cmd/shimei ./store
MEETING = $(addprefix cmd/shimei/, backup_test.go duties_test.go serve_test.go stop_imports_test.go stop_test.go wait_test.go watch_test.go) \
	$(addprefix store/, added_usage_internal_test.go mail_test.go race_test.go race_move_test.go race_managers_test.go race_review_test.go race_told_test.go)
READING = $(shell grep -l '^//go:build !race' web/*_test.go) \
	$(addprefix web/, brute_force_test.go everybody_test.go profile_settings_test.go refusal_test.go routes_test.go shards_bound_test.go shards_count_test.go shards_cut_test.go)
named = '^($(shell grep -ho '^func Test[A-Za-z0-9]*' $(1) | cut -c6- | paste -sd '|'))$$'

# The groups run one after the other: each keeps two cores busy, and beside each other all of them take longer. A
# group that fails keeps no other from running.
GROUPS = test-browser test-plain test-race test-meeting test-fuzz test-alone
# go vet has read all tests before, once for all groups.
GOTEST = go test -vet=off -shuffle=on -timeout=45m

test: deps ## run the tests, on both engines and in a browser
	go vet ./...
	@$(MAKE) --no-print-directory --keep-going -j1 $(GROUPS)

.PHONY: $(GROUPS)
test-browser:
	$(GOTEST) -run $(call named,$(READING)) ./web
test-plain:
	$(GOTEST) -skip $(call named,$(MEETING)) $(PARTLY)
test-race:
	$(GOTEST) $(RACE) -skip $(call named,$(READING)) $$(go list ./... | grep -vxF "$$(go list $(ALONE) $(PARTLY))")
test-meeting:
	$(GOTEST) $(RACE) -run $(call named,$(MEETING)) $(PARTLY)
test-fuzz:
	@.ci/fuzz 2s
test-alone:
	$(GOTEST) $(ALONE)

quick: ## run the tests that need neither a browser nor PostgreSQL, as often as you like
	go test -short -timeout=45m ./...

mutants: deps ## plant faults one after the other, and see that the tests catch each; ONLY=pattern for some
	@RACE='$(RACE)' ONLY='$(ONLY)' go run ./.ci/mutants

pages: deps ## look at every page in every language, theme, width and state
	SHIMEI_PAGES=all go test -count=1 -timeout=180m -run='SoundInEverySetting' ./web

screenshots: deps ## look at them too, keep a picture of each in screenshots/, and take README's anew
	SHIMEI_SCREENSHOTS=$(CURDIR)/screenshots SHIMEI_PAGES=all go test -count=1 -timeout=180m -run='SoundInEverySetting|PicturesOfREADME' ./web

lighthouse: deps ## score the home page of each audience on a simulated phone, on a machine with nothing else to do
	@.ci/lighthouse

check: ## check format, generated code, vet, staticcheck and go.mod
	@.ci/check

bench: deps ## print how fast it is against plain SQL; SCALE=0.01 for a try
	go run ./cmd/bench --scale $(or $(SCALE),1)

ha: ## kill the primary of three and cut it off while people nominate, as root; ROUNDS=2 for a try
	go run ./.ci/ha -rounds $(or $(ROUNDS),20)
