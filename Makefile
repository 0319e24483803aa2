# Makefile - flat.  `make help` lists the targets.
B ?= build
CC ?= gcc
ifeq ($(origin CC),default)
CC = gcc
endif

ROOMS = base http domain store web pages document media
PKGS = sqlite3 libsodium pangocairo pangoft2 cairo libqrencode libqpdf libpng zlib

WARN = -std=c17 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings \
  -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough -Wnull-dereference -Wdouble-promotion -fno-common
ifneq (,$(findstring gcc,$(CC)))
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wjump-misses-init
endif
HARD = -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -fPIE \
  -ffile-prefix-map=$(CURDIR)/=
LINK = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
EXTRA ?=
CFLAGS_ALL = $(WARN) $(HARD) -Werror -pthread -Isrc -I$(B)/gen -include src/base/banned.h $(EXTRA)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
LIBS = $(shell pkg-config --libs $(PKGS)) -lfcgi -lmicrohttpd -ljpeg -lpthread -lm

# What a room may lean on, itself first: the order in which the linker wants it.
DEPS_base = base
DEPS_http = http base
DEPS_domain = domain base
DEPS_store = store domain base
DEPS_document = document domain base
DEPS_media = media base
DEPS_web = pages web document media store domain http base
DEPS_pages = $(DEPS_web)

SRC = $(foreach r,$(ROOMS),$(wildcard src/$(r)/*.c))
OBJ = $(SRC:src/%.c=$(B)/obj/%.o)
TOP_OBJ = $(patsubst src/%.c,$(B)/obj/%.o,$(wildcard src/*.c))
TESTS = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))

all: $(B)/jianpin
