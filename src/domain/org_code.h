/* org_code.h - 统一社会信用代码 (GB 32100-2015) and 组织机构代码 (GB 11714-1997).  Handbook 5.7. */
#ifndef DOMAIN_ORG_CODE_H
#define DOMAIN_ORG_CODE_H

struct arena;

enum org_code_result {
    ORG_CODE_OK,
    ORG_CODE_CHECK_DIGIT, /* warn, never reject: codes of the early pilots are legal and fail (handbook fact 5) */
    ORG_CODE_SHAPE        /* neither 18 nor 9 characters, or a character that such a code cannot hold          */
};

/* Checks a code in the form that org_code_canonical gives: 18 characters of the code's alphabet (no I O S V Z)
 * with six digits of 行政区划 at 3-8, or 8 letters or digits and a check character 0-9 or X. */
enum org_code_result org_code_check(const char *code);

/* Folded to half-width upper case, without white space and hyphens ("71526726-X" is how certificates print
 * it).  Owner: the arena. */
char *org_code_canonical(struct arena *a, const char *typed);

#endif
