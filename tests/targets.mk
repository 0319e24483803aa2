# targets.mk - every target beside the build itself.  Included at the end of the Makefile.

SUPPORT = tests/support
QUIET_MAKE = $(MAKE) --no-print-directory -s -j2
DATA ?= data
LISTEN ?= 127.0.0.1:8080
T ?=
TIME ?= 60
ROUNDS ?=
PREFIX ?= /usr/local
DESTDIR ?=
UNIT_SRC = $(wildcard tests/unit/*.c tests/pages/*.c tests/store/*.c)
FUZZ_SRC = $(wildcard tests/fuzz/*.c)
FUZZ_REPLAY = $(FUZZ_SRC:tests/fuzz/%.c=$(B)/fuzz/%)
C_SOURCES = $(sort $(wildcard src/*.[ch] src/*/*.[ch] tests/*/*.[ch]))
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -U_FORTIFY_SOURCE -Wno-error
SANITIZE_ENV = ASAN_OPTIONS=detect_leaks=1:abort_on_error=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1

help: ## what each target does
	@awk -F':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' tests/targets.mk
	@echo
	@echo '  B=DIR builds elsewhere, CC=clang with clang; `make` alone leaves the binary at build/jianpin.'

deps: ## install what the build and the program need (Debian packages)
	@sh $(SUPPORT)/install.sh run

run: ## install, build, make ./data with the demo round, serve it (LISTEN=host:port DATA=dir)
	@sh $(SUPPORT)/install.sh run
	@$(QUIET_MAKE) all
	@sh $(SUPPORT)/run_demo.sh $(B)/jianpin $(DATA) $(LISTEN)

check: ## install what the tests need and run them all
	@sh $(SUPPORT)/install.sh test
	@$(QUIET_MAKE) all check-binaries
	@bash $(SUPPORT)/check.sh $(B)

check-unit: ## unit tests alone (T=name for one of them)
	@$(QUIET_MAKE) $(if $(T),$(B)/tests/$(T),unit-binaries)
	@bash $(SUPPORT)/unit.sh unit $(if $(T),$(B)/tests/$(T),$(TESTS))

check-fuzz: ## replay the fuzz corpora
	@$(QUIET_MAKE) fuzz-binaries
	@bash $(SUPPORT)/fuzz_replay.sh $(B)

check-front: all ## both doors, and nginx, lighttpd and Apache before one: the same bytes
	@node tests/front/run.js --binary $(B)/jianpin

check-browser: all ## pages in a real browser (T=word for the journeys of that name)
	@node tests/browser/run.js --binary $(B)/jianpin $(if $(T),--only $(T))

check-fault: all ## kill -9 and last-second tests in their short forms
	@node tests/fault/run.js --binary $(B)/jianpin

torture: all ## the same for long: ROUNDS=10000 kills
	@node tests/fault/run.js --binary $(B)/jianpin --rounds $(or $(ROUNDS),10000)

flood: all ## 10,000 objections of programs from few and from many addresses (N=10000; the short form is in check)
	@node tests/fault/run.js --binary $(B)/jianpin --flood $(or $(N),10000)

bombs: ## bombs and polyglots as evidence, as large as an upload may be (the short form is in check)
	@$(QUIET_MAKE) $(B)/tests/media_bombs
	@MEDIA_BOMBS_LARGE=1 $(B)/tests/media_bombs

unit-binaries: $(TESTS)
fuzz-binaries: $(FUZZ_REPLAY)
check-binaries: unit-binaries fuzz-binaries

# A corpus is replayed by a plain program: any compiler, no fuzzer's runtime.
$(B)/fuzz/%: tests/fuzz/%.c tests/support/fuzz_replay.c $$(call libs,$$(DEPS_$$(call room_of,%)))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(LINK) -Itests -o $@ $< tests/support/fuzz_replay.c -Wl,--start-group $(call libs,$(DEPS_$(call room_of,$*))) -Wl,--end-group $(LIBS)

fuzz: ## fuzz one parser under ASan and UBSan: T=http_multipart TIME=60
	@sh $(SUPPORT)/install.sh build analyse
	@[ -n "$(T)" ] || { echo 'Which?  make fuzz T=NAME TIME=seconds; NAME is one of: $(notdir $(basename $(FUZZ_SRC)))'; exit 2; }
	@$(QUIET_MAKE) CC=clang B=build-fuzz EXTRA='$(SANITIZE) -fsanitize=fuzzer-no-link' build-fuzz/live/$(T)
	@mkdir -p build-fuzz/found/$(T) tests/fuzz/corpus/$(T)
	$(SANITIZE_ENV) build-fuzz/live/$(T) -max_total_time=$(TIME) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
	  -artifact_prefix=build-fuzz/found/$(T)/ build-fuzz/found/$(T) tests/fuzz/corpus/$(T)

$(B)/live/%: tests/fuzz/%.c $$(call libs,$$(DEPS_$$(call room_of,%)))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(LINK) -fsanitize=fuzzer -Itests -o $@ $< -Wl,--start-group $(call libs,$(DEPS_$(call room_of,$*))) -Wl,--end-group $(LIBS)

lint: ## clang-format, clang-tidy, cppcheck, and which room may include which (TIDY='files' for some)
	@sh $(SUPPORT)/install.sh lint
	bash $(SUPPORT)/layers.sh
	clang-format --dry-run -Werror $(C_SOURCES)
	@$(QUIET_MAKE) CC=clang B=build-lint lint-tidy
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --enable=warning,performance,portability \
	  --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -j2 -Isrc -Ibuild-lint/gen src

# Without the optimizer, or the C library's <ctype.h> turns into macros whose branches would be counted as ours.
TIDY_CFLAGS = $(filter-out -Werror -O2 -D_FORTIFY_SOURCE=3,$(CFLAGS_ALL)) $(PKG_CFLAGS)
lint-tidy: BEFORE_BAN = -include xlsxwriter.h
lint-tidy: $(GEN)/queries.h $(GEN)/sql_files.h $(GEN)/static_assets.h
	printf '%s\n' $(or $(TIDY),$(wildcard src/*.c src/*/*.c)) | xargs -P2 -n4 sh -c \
	  'clang-tidy --quiet "$$@" -- $(TIDY_CFLAGS) 2>$(B)/tidy-$$$$.log || { grep -v "warnings generated" $(B)/tidy-$$$$.log; exit 1; }' sh

asan: ## unit tests and fuzz replays under AddressSanitizer and UndefinedBehaviorSanitizer
	@sh $(SUPPORT)/install.sh test
	@$(QUIET_MAKE) B=build-asan EXTRA='$(SANITIZE)' all check-binaries
	@$(SANITIZE_ENV) bash $(SUPPORT)/unit.sh asan $(TESTS:$(B)/%=build-asan/%)
	@$(SANITIZE_ENV) bash $(SUPPORT)/fuzz_replay.sh build-asan

ubsan: ## the same, UndefinedBehaviorSanitizer alone, with clang's stricter checks
	@sh $(SUPPORT)/install.sh test lint analyse
	@$(QUIET_MAKE) CC=clang B=build-ubsan EXTRA='-fsanitize=undefined,implicit-conversion,local-bounds -fno-sanitize-recover=all -U_FORTIFY_SOURCE -Wno-error' check-binaries
	@$(SANITIZE_ENV) bash $(SUPPORT)/unit.sh ubsan $(TESTS:$(B)/%=build-ubsan/%)
	@$(SANITIZE_ENV) bash $(SUPPORT)/fuzz_replay.sh build-ubsan

valgrind: ## unit tests under memcheck
	@sh $(SUPPORT)/install.sh test analyse
	@$(QUIET_MAKE) B=build-valgrind EXTRA='-U_FORTIFY_SOURCE -fno-stack-clash-protection -Wno-error' unit-binaries
	@UNDER='env JSIMD_FORCESSE2=1 valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --suppressions=$(SUPPORT)/valgrind.supp' \
	  UNIT_SECONDS=1200 bash $(SUPPORT)/unit.sh valgrind $(TESTS:$(B)/%=build-valgrind/%)

cover: ## line and branch coverage of the unit tests, by room and by file
	@sh $(SUPPORT)/install.sh test
	@$(QUIET_MAKE) B=build-cover EXTRA='--coverage -O0 -U_FORTIFY_SOURCE -Wno-error -fprofile-abs-path' check-binaries
	@find build-cover -name '*.gcda' -delete
	@bash $(SUPPORT)/unit.sh cover $(TESTS:$(B)/%=build-cover/%)
	@node $(SUPPORT)/coverage.js build-cover

bench: ## rows 1-7, 10 and 11 of the performance goals, each beside its baseline (SHORT=1 for a quick look)
	@sh $(SUPPORT)/install.sh bench
	@$(QUIET_MAKE) all bench-binaries
	@SHORT=$(SHORT) node tests/bench/run.js --build $(B)

BENCH = $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
bench-binaries: $(BENCH)
$(B)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(WARN) $(HARD) -Werror -pthread $(PKG_CFLAGS) $(LINK) -o $@ $< $(LIBS)

reproduce: ## two builds in two directories must be the same bytes
	@sh $(SUPPORT)/install.sh build
	@bash $(SUPPORT)/reproduce.sh

install: all ## DESTDIR= PREFIX=/usr/local: the binary, the units, the web servers' snippets
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/share/doc/jianpin/deploy
	install -m 0755 $(B)/jianpin $(DESTDIR)$(PREFIX)/bin/jianpin
	for unit in deploy/*.service deploy/*.socket; do \
	  sed 's,/usr/local/bin/jianpin,$(PREFIX)/bin/jianpin,' $$unit > $(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/}; done
	install -m 0644 README.md LICENSE $(DESTDIR)$(PREFIX)/share/doc/jianpin/
	install -m 0644 deploy/*.conf deploy/README.md $(DESTDIR)$(PREFIX)/share/doc/jianpin/deploy/

clean: ## remove what was built (never ./data)
	rm -rf build build-asan build-ubsan build-valgrind build-cover build-fuzz build-lint build-reproduce

.PHONY: help deps run check check-unit check-fuzz check-front check-browser check-fault torture flood bombs unit-binaries fuzz-binaries \
  check-binaries fuzz lint lint-tidy asan ubsan valgrind cover bench bench-binaries reproduce install clean
