/* paper.h - official papers as PDF/A-3u, made by worker processes that hold neither the door nor the database.
 *
 * Setting type means reading fonts, pictures and long texts with big libraries: it is done in a process of its
 * own with limits on memory, time and files (quality/PDF.md).  A worker that crashes or takes too long costs
 * one answer, never the server. */
#ifndef DOCUMENT_PAPER_H
#define DOCUMENT_PAPER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "document/form_paper.h"

struct arena;
struct paper;

/* Families in the order of preference, comma separated; an office puts what it licenses in front.  NULL is
 * the default named here.  Every chain ends in Noto Serif CJK SC, Noto Sans CJK SC, HanaMinA, HanaMinB. */
struct paper_fonts {
    const char *body;        /* 仿宋: "仿宋_GB2312,FangSong_GB2312,FangSong,仿宋" */
    const char *label;       /* 黑体: "黑体,SimHei,Noto Sans CJK SC"           */
    const char *title;       /* 小标宋: "方正小标宋简体,FZXiaoBiaoSong-B05S" and Noto Serif CJK SC bold */
    const char *kai;         /* 楷体: "楷体_GB2312,KaiTi,LXGW WenKai"          */
    const char *directories; /* colon separated, absolute: "/usr/share/fonts:/usr/local/share/fonts" */
};

struct paper_options {
    const char *exec_path;     /* the program whose "paper-worker" command is paper_worker_main(); NULL: this one */
    const char *runtime_dir;   /* writable; receives fonts.conf and the font cache; required                    */
    const char *icc_path;      /* sRGB profile; NULL: /usr/share/color/icc/sRGB.icc (icc-profiles-free)          */
    struct paper_fonts fonts;  /* see above                                                                     */
    unsigned workers;          /* processes; 0: 1                                                               */
    unsigned waiting_max;      /* callers that may wait in line; 0: 32.  More get ERR_BUSY at once              */
    unsigned wait_seconds;     /* the longest wait in line; 0: 20                                               */
    unsigned document_seconds; /* the longest a document may take before its worker is killed; 0: 15            */
};

/* A finished document. */
struct paper_pdf {
    const unsigned char *bytes; /* owner: the caller's arena */
    size_t len;
    unsigned pages;
    const char *missing; /* each character that no font has, once; "" when all could be printed.  Such a character
                            prints as 〓 and still extracts as typed.  Owner: the arena */
    int64_t cpu_us;      /* processor time the worker spent on it */
};

/* Writes fonts.conf into the runtime directory and makes an idle pool; no process starts before the first
 * document.  Call paper_close() when done.  ERR_INTERNAL (logged) when the directory cannot be written. */
MUST_USE enum err paper_open(const struct paper_options *options, struct paper **ret_paper);

/* Ends the workers.  No call may be under way.  NULL is allowed. */
void paper_close(struct paper *p);

/* The 申报表, the wanted copies one after the other (handbook 1.3-1.5).  Any thread; first come, first served.
 * ERR_TOO_LARGE over a limit of form_paper.h; ERR_MALFORMED when a string is not UTF-8 or a row contradicts
 * itself; ERR_BUSY when the line is full or the wait too long; ERR_INTERNAL (logged) otherwise. */
MUST_USE enum err paper_form(struct paper *p, const struct form_paper *in, struct arena *a, struct paper_pdf *ret_pdf);

/* The receipt; same errors. */
MUST_USE enum err paper_receipt(struct paper *p, const struct receipt_paper *in, struct arena *a,
                                struct paper_pdf *ret_pdf);

/* One of the office's other sheets; same errors. */
MUST_USE enum err paper_office(struct paper *p, const struct office_paper *in, struct arena *a,
                               struct paper_pdf *ret_pdf);

/* The poster of a hall; same errors. */
MUST_USE enum err paper_poster(struct paper *p, const struct poster_paper *in, struct arena *a,
                               struct paper_pdf *ret_pdf);

#endif
