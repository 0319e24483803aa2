/* pages.h - every page and prepare step of the route table; each family has its own .c. */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "base/err.h"

struct web;

/* public_pages.c */
enum err home_page(struct web *w);
enum err notices_page(struct web *w);
enum err notice_page(struct web *w);
enum err timeline_page(struct web *w);
enum err publicity_page(struct web *w);
enum err results_page(struct web *w);
enum err cases_page(struct web *w);
enum err track_page(struct web *w);
enum err criteria_page(struct web *w);
enum err help_page(struct web *w);
enum err a11y_page(struct web *w);
enum err privacy_page(struct web *w);
enum err sitemap_page(struct web *w);
enum err elder_page(struct web *w);
enum err healthz_page(struct web *w);

/* account_pages.c */
enum err signin_page(struct web *w);
enum err signin_prepare(struct web *w);
enum err signin_submit_page(struct web *w);
enum err signout_page(struct web *w);
enum err session_extend_page(struct web *w);
enum err password_page(struct web *w);
enum err password_prepare(struct web *w);
enum err password_submit_page(struct web *w);

/* nomination_pages.c: the task list, checking, submitting, the receipt */
enum err nominations_page(struct web *w);
enum err nomination_start_page(struct web *w);
enum err nomination_page(struct web *w);
enum err nomination_check_page(struct web *w);
enum err nomination_submit_page(struct web *w);
enum err nomination_receipt_page(struct web *w);
enum err nomination_record_page(struct web *w);

/* section_pages.c: one section of the form, its saving, and two texts side by side */
enum err section_page(struct web *w);
enum err section_prepare(struct web *w);
enum err section_save_page(struct web *w);
enum err section_draft_page(struct web *w);
enum err kept_page(struct web *w);
enum err kept_settle_page(struct web *w);

/* image_pages.c */
enum err image_page(struct web *w);

/* paper_pages.c */
enum err form_pdf_page(struct web *w);
enum err receipt_pdf_page(struct web *w);

/* demo_pages.c */
enum err demo_stage_page(struct web *w);
enum err demo_signin_page(struct web *w);

#endif
