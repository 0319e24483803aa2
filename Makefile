# Makefile - flat.  `make help` lists the targets.
B ?= build
CC ?= gcc
ifeq ($(origin CC),default)
CC = gcc
endif

# V=1 shows the commands.
Q = $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)')

ROOMS = base http domain store web pages document media table mail
PKGS = sqlite3 libsodium pangocairo pangoft2 cairo libqrencode libqpdf libpng zlib xlsxwriter icu-i18n icu-uc minizip expat liboath libcurl

WARN = -std=c17 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings \
  -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough -Wnull-dereference -Wdouble-promotion -fno-common
ifneq (,$(findstring gcc,$(CC)))
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wjump-misses-init
endif
HARD = -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE \
  -ffile-prefix-map=$(CURDIR)=.
LINK = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
EXTRA ?=
CFLAGS_ALL = $(WARN) $(HARD) -Werror -pthread -Isrc -I$(B)/gen $(BEFORE_BAN) -include src/base/banned.h $(EXTRA)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
LIBS = $(shell pkg-config --libs $(PKGS)) -lfcgi -lmicrohttpd -ljpeg -lpthread -lm

# What a room may lean on, itself first: the order in which the linker wants it.
DEPS_base = base
DEPS_http = http base
DEPS_domain = domain base
DEPS_store = store domain base
DEPS_document = document domain base
DEPS_media = media base
DEPS_table = table media domain base
DEPS_mail = mail store domain base
DEPS_web = pages web document table media mail store domain http base
DEPS_pages = $(DEPS_web)

SRC = $(foreach r,$(ROOMS),$(wildcard src/$(r)/*.c))
OBJ = $(SRC:src/%.c=$(B)/obj/%.o)
TOP_OBJ = $(patsubst src/%.c,$(B)/obj/%.o,$(wildcard src/*.c))
TESTS = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))

all: $(B)/jianpin

GEN = $(B)/gen
TEMPLATES = $(wildcard templates/*.html)
TPL_C = $(TEMPLATES:templates/%.html=$(GEN)/tpl_%.c)
TPL_OBJ = $(TPL_C:.c=.o)
GEN_OBJ = $(GEN)/queries.o $(GEN)/sql_files.o $(GEN)/static_assets.o
SQL_FILES = $(filter-out sql/seed/demo,$(sort $(wildcard sql/migrations/*.sql sql/invariants/*.sql sql/seed/* sql/seed/demo/*)))

# --- generators (build-time programs) ---
$(GEN)/bin/compile_template: src/gen/html_place.c src/gen/html_place.h
$(GEN)/bin/embed_static: src/gen/minify_js.c src/gen/minify_js.h
$(GEN)/bin/%: src/gen/%.c src/gen/source.c src/gen/source.h
	@mkdir -p $(@D)
	$(call say,GEN $@)
	$(Q)$(CC) $(WARN) -Werror -O1 -g -o $@ $(filter %.c,$^) -lz

$(GEN)/queries.h $(GEN)/queries.c &: $(GEN)/bin/embed_sql $(sort $(wildcard sql/queries/*.sql))
	$(Q)$(GEN)/bin/embed_sql $(GEN)/queries.h $(GEN)/queries.c $(sort $(wildcard sql/queries/*.sql))
$(GEN)/sql_files.h $(GEN)/sql_files.c &: $(GEN)/bin/embed_files $(SQL_FILES)
	$(Q)$(GEN)/bin/embed_files sql_files $(GEN)/sql_files.h $(GEN)/sql_files.c $(SQL_FILES)
$(GEN)/static_assets.h $(GEN)/static_assets.c &: $(GEN)/bin/embed_static $(sort $(wildcard static/*))
	$(Q)$(GEN)/bin/embed_static $(GEN)/static_assets.h $(GEN)/static_assets.c $(sort $(wildcard static/*))
# Every template may name a layout or a part, whose first line it then reads.
$(GEN)/tpl_%.c: templates/%.html $(GEN)/bin/compile_template $(wildcard templates/_*.html)
	$(Q)$(GEN)/bin/compile_template $< > $@.new && mv $@.new $@
.SECONDARY: $(TPL_C)
$(GEN)/%.o: $(GEN)/%.c | $(GEN)/queries.h $(GEN)/sql_files.h $(GEN)/static_assets.h
	$(call say,CC $<)
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# libxlsxwriter's macros say strncpy: where they are needed they are read before that name is banned.
$(B)/obj/document/workbook.o: BEFORE_BAN = -include xlsxwriter.h

# --- objects, one archive a room ---
$(B)/obj/%.o: src/%.c | $(GEN)/queries.h $(GEN)/sql_files.h $(GEN)/static_assets.h
	@mkdir -p $(@D)
	$(call say,CC $<)
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<
define room
$(B)/lib/lib$(1).a: $(patsubst src/%.c,$(B)/obj/%.o,$(wildcard src/$(1)/*.c)) $(EXTRA_$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(Q)ar rcsD $$@ $$^
endef
EXTRA_http = $(GEN)/static_assets.o
EXTRA_store = $(GEN)/queries.o $(GEN)/sql_files.o
EXTRA_pages = $(TPL_OBJ)
$(foreach r,$(ROOMS),$(eval $(call room,$(r))))
libs = $(foreach r,$(1),$(B)/lib/lib$(r).a)

$(B)/jianpin: $(TOP_OBJ) $(call libs,$(DEPS_web))
	$(call say,LD $@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LINK) -o $@ $(TOP_OBJ) -Wl,--start-group $(call libs,$(DEPS_web)) -Wl,--end-group $(LIBS)

# --- unit tests: tests/unit/ROOM_subject.c may use what ROOM may use ---
.SECONDEXPANSION:
room_of = $(word 1,$(subst _, ,$(notdir $(1))))
$(B)/tests/%: tests/unit/%.c $$(call libs,$$(DEPS_$$(call room_of,%)))
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(CFLAGS_ALL) $(PKG_CFLAGS) $(LINK) -MMD -MP -MF $@.d -Itests -o $@ $< -Wl,--start-group $(call libs,$(DEPS_$(call room_of,$*))) -Wl,--end-group $(LIBS) -lcmocka

-include $(wildcard $(B)/obj/*.d $(B)/obj/*/*.d $(GEN)/*.d $(B)/tests/*.d)
.PHONY: all
.DELETE_ON_ERROR:

include tests/targets.mk
