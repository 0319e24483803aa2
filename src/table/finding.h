/* finding.h - why an uploaded workbook was not read, and the sentence that says what to do. */
#ifndef TABLE_FINDING_H
#define TABLE_FINDING_H

enum table_finding {
    TABLE_FINE = 0,
    TABLE_EMPTY,     /* no bytes at all                                                           */
    TABLE_NOT_XLSX,  /* no ZIP archive, or one that holds something else                          */
    TABLE_OLD,       /* a compound file: .xls, .et, or a workbook under a password                */
    TABLE_BINARY,    /* .xlsb: a workbook whose parts are no XML                                  */
    TABLE_TOO_BIG,   /* more bytes than TABLE_BYTES_MAX                                           */
    TABLE_TOO_LARGE, /* unpacks to more than any register needs                                   */
    TABLE_DAMAGED,   /* an archive or a part that breaks off, contradicts itself, or hides a trap */
    TABLE__COUNT
};

/* A short stable English name for logs. */
const char *table_finding_name(enum table_finding finding);

/* The sentence for the person, in Chinese, reason and remedy; "" for TABLE_FINE. */
const char *table_finding_text(enum table_finding finding);

#endif
