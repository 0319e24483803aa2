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
enum err publicity_version_page(struct web *w);
enum err publicity_brand_page(struct web *w);
enum err publicity_picture_page(struct web *w);
enum err publicity_feed_page(struct web *w);
enum err publicity_pdf_page(struct web *w);
enum err publicity_xlsx_page(struct web *w);
enum err publicity_compose_page(struct web *w);
enum err publicity_save_page(struct web *w);
enum err publicity_correct_page(struct web *w);
enum err publicity_correct_save_page(struct web *w);
enum err publicity_files_page(struct web *w);
enum err publicity_file_prepare(struct web *w);
enum err publicity_file_add_page(struct web *w);
enum err publicity_file_page(struct web *w);
enum err publicity_file_remove_page(struct web *w);
enum err published_file_page(struct web *w);
enum err publicity_finding_page(struct web *w);
enum err publicity_propose_page(struct web *w);
enum err publicity_withdraw_page(struct web *w);
enum err publicity_release_page(struct web *w);
enum err publicity_release_submit_page(struct web *w);
enum err results_page(struct web *w);
enum err cases_page(struct web *w);
enum err criteria_page(struct web *w);
enum err help_page(struct web *w);
enum err a11y_page(struct web *w);
enum err privacy_page(struct web *w);
enum err sitemap_page(struct web *w);
enum err leave_page(struct web *w);
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

/* second_step_pages.c, code_pages.c: the second factor */
enum err signin_code_submit_page(struct web *w);
enum err code_page(struct web *w);
enum err code_start_page(struct web *w);
enum err code_confirm_page(struct web *w);
enum err account_code_reset_page(struct web *w);
enum err colleague_code_reset_page(struct web *w);
enum err code_reset_page(struct web *w);
enum err code_reset_prepare(struct web *w);
enum err code_reset_use_page(struct web *w);

/* people_pages.c: one's own sign-ins, colleagues, links that are used once */
enum err account_me_page(struct web *w);
enum err account_sessions_end_page(struct web *w);
enum err colleagues_page(struct web *w);
enum err colleague_invite_page(struct web *w);
enum err colleague_reset_page(struct web *w);
enum err link_page(struct web *w);
enum err link_prepare(struct web *w);
enum err link_use_page(struct web *w);

/* own_data_pages.c: one's own data handed out and erased */
enum err own_data_page(struct web *w);
enum err own_data_json_page(struct web *w);
enum err own_data_xlsx_page(struct web *w);
enum err account_erase_page(struct web *w);
enum err account_erase_prepare(struct web *w);
enum err account_erase_submit_page(struct web *w);

/* delegation_pages.c: duties handed over for a time */
enum err delegations_page(struct web *w);
enum err delegation_add_page(struct web *w);
enum err delegation_recall_page(struct web *w);

/* registration_pages.c: a unit registers itself; admission */
enum err register_page(struct web *w);
enum err register_prepare(struct web *w);
enum err register_submit_page(struct web *w);
enum err registered_page(struct web *w);
enum err registrations_page(struct web *w);
enum err registration_page(struct web *w);
enum err registration_correct_page(struct web *w);
enum err registration_admit_page(struct web *w);
enum err registration_refuse_page(struct web *w);

/* accounts_pages.c: the administrator's; import_pages.c: also the office's */
enum err accounts_page(struct web *w);
enum err account_new_page(struct web *w);
enum err account_invite_page(struct web *w);
enum err account_admin_page(struct web *w);
enum err account_reset_page(struct web *w);
enum err account_disable_page(struct web *w);
enum err account_enable_page(struct web *w);
enum err account_enable_submit_page(struct web *w);
enum err account_head_page(struct web *w);
enum err import_page(struct web *w);
enum err import_prepare(struct web *w);
enum err import_look_page(struct web *w);
enum err import_report_page(struct web *w);
enum err import_apply_page(struct web *w);
enum err import_progress_page(struct web *w);
enum err import_cancel_page(struct web *w);
enum err import_report_xlsx_page(struct web *w);

/* nomination_pages.c: the task list, checking, submitting, the receipt */
enum err nominations_page(struct web *w);
enum err nomination_start_page(struct web *w);
enum err nomination_page(struct web *w);
enum err nomination_check_page(struct web *w);
enum err nomination_submit_prepare(struct web *w);
enum err nomination_submit_page(struct web *w);
enum err nomination_receipt_page(struct web *w);
enum err nomination_record_page(struct web *w);

/* list_pages.c: what was received and who takes part, as lists and workbooks */
enum err nominations_xlsx_page(struct web *w);
enum err bodies_list_page(struct web *w);
enum err bodies_xlsx_page(struct web *w);

/* record_contacts.c: the contacts of one record, with a reason */
enum err nomination_contacts_page(struct web *w);

/* section_pages.c: one section of the form, its saving, and two texts side by side */
enum err section_page(struct web *w);
enum err section_prepare(struct web *w);
enum err section_save_page(struct web *w);
enum err section_draft_page(struct web *w);
enum err kept_page(struct web *w);
enum err kept_settle_page(struct web *w);

/* history_pages.c: earlier texts of a draft, versions side by side */
enum err history_page(struct web *w);
enum err history_restore_page(struct web *w);
enum err versions_page(struct web *w);

/* mercy_pages.c: withdrawing and restoring, extensions */
enum err withdraw_page(struct web *w);
enum err withdraw_submit_page(struct web *w);
enum err restore_page(struct web *w);
enum err extensions_page(struct web *w);
enum err extension_page(struct web *w);
enum err extension_grant_page(struct web *w);
enum err extension_of_nomination_page(struct web *w);

/* late_pages.c */
enum err late_page(struct web *w);
enum err late_decide_page(struct web *w);

/* seal_pages.c: acceptance, and sealed paper */
enum err accept_page(struct web *w);
enum err seals_page(struct web *w);
enum err seal_note_page(struct web *w);
enum err seal_scan_page(struct web *w);

/* recommendation_pages.c, recommendation_papers.c: a recommender's list, and the office's board of all of them */
enum err recommendations_page(struct web *w);
enum err recommendation_board_page(struct web *w);
enum err recommendations_xlsx_page(struct web *w);
enum err recommendation_order_page(struct web *w);
enum err recommendation_send_page(struct web *w);
enum err recommendation_send_submit_page(struct web *w);
enum err recommendation_page(struct web *w);
enum err recommendation_recall_page(struct web *w);
enum err recommendation_receive_page(struct web *w);
enum err recommendation_scan_page(struct web *w);
enum err recommendation_scan_file_page(struct web *w);
enum err recommendation_list_pdf_page(struct web *w);
enum err recommendation_letter_pdf_page(struct web *w);
enum err recommendation_xlsx_page(struct web *w);

/* figures_pages.c: what became of all of them, in numbers */
enum err figures_page(struct web *w);
enum err figures_xlsx_page(struct web *w);

/* candidate_list_pages.c, candidate_pages.c: 组织初审 */
enum err candidates_page(struct web *w);
enum err candidates_xlsx_page(struct web *w);
enum err review_assign_page(struct web *w);
enum err review_assign_submit_page(struct web *w);
enum err candidate_page(struct web *w);
enum err candidate_answer_page(struct web *w);
enum err candidate_reviewers_page(struct web *w);
enum err candidate_answers_pdf_page(struct web *w);
enum err recusal_page(struct web *w);
enum err recusal_submit_page(struct web *w);

/* shortlist_pages.c, shortlist_draft_pages.c, shortlist_name_pages.c, shortlist_release_pages.c: 候选名单 */
enum err shortlist_page(struct web *w);
enum err shortlist_save_page(struct web *w);
enum err shortlist_xlsx_page(struct web *w);
enum err shortlist_draft_save_page(struct web *w);
enum err shortlist_draft_page(struct web *w);
enum err shortlist_draft_xlsx_page(struct web *w);
enum err shortlist_draft_pdf_page(struct web *w);
enum err shortlist_names_page(struct web *w);
enum err shortlist_names_start_page(struct web *w);
enum err shortlist_names_decide_page(struct web *w);
enum err shortlist_names_pdf_page(struct web *w);
enum err shortlist_proposal_page(struct web *w);
enum err shortlist_proposal_submit_page(struct web *w);
enum err shortlist_proposal_withdraw_page(struct web *w);
enum err shortlist_release_page(struct web *w);
enum err shortlist_release_submit_page(struct web *w);
enum err shortlist_released_page(struct web *w);
enum err shortlist_released_xlsx_page(struct web *w);
enum err shortlist_released_pdf_page(struct web *w);
enum err names_page(struct web *w);
enum err names_submit_page(struct web *w);
enum err names_pdf_page(struct web *w);

/* posting_*.c: 张贴 */
enum err poster_pdf_page(struct web *w);
enum err postings_pdf_page(struct web *w);
enum err postings_page(struct web *w);
enum err posting_hall_add_page(struct web *w);
enum err posting_hall_page(struct web *w);
enum err posting_photo_prepare(struct web *w);
enum err posting_photo_add_page(struct web *w);
enum err posting_photo_page(struct web *w);
enum err posting_photo_withdraw_page(struct web *w);
enum err posting_board_page(struct web *w);
enum err posting_board_xlsx_page(struct web *w);

/* closing_pages.c: 公示情况报告 */
enum err publicity_report_page(struct web *w);
enum err publicity_report_pdf_page(struct web *w);
enum err publicity_report_xlsx_page(struct web *w);

/* outcome_pages.c: counts and outcomes made public */
enum err outcome_page(struct web *w);
enum err outcome_propose_page(struct web *w);
enum err outcome_withdraw_page(struct web *w);
enum err outcome_release_page(struct web *w);

/* objection_form_pages.c: the public reports something; objection_track_pages.c: and asks what became of it */
enum err objection_form_page(struct web *w);
enum err objection_send_prepare(struct web *w);
enum err objection_send_page(struct web *w);
enum err objection_done_page(struct web *w);

/* objection_list_pages.c, objection_register_pages.c, objection_record_pages.c, objection_duty_pages.c,
 * objection_erase_pages.c, objection_papers.c: the office's docket; question_pages.c: what a unit is asked */
enum err objection_slip_page(struct web *w);
enum err objections_page(struct web *w);
enum err objections_xlsx_page(struct web *w);
enum err objections_pdf_page(struct web *w);
enum err objection_new_page(struct web *w);
enum err objection_new_prepare(struct web *w);
enum err objection_new_submit_page(struct web *w);
enum err objection_page(struct web *w);
enum err objection_act_page(struct web *w);
enum err objection_identity_page(struct web *w);
enum err objection_erase_page(struct web *w);
enum err objection_erase_submit_page(struct web *w);
enum err objection_file_page(struct web *w);
enum err objection_sheet_pdf_page(struct web *w);
enum err objection_duties_page(struct web *w);
enum err objection_duty_grant_page(struct web *w);
enum err objection_duty_end_page(struct web *w);
enum err questions_page(struct web *w);
enum err question_reply_page(struct web *w);
enum err track_page(struct web *w);
enum err track_look_page(struct web *w);
enum err track_review_page(struct web *w);

/* scan_intake.c */
enum err scan_prepare(struct web *w);

/* eligibility_pages.c: before the form */
enum err eligibility_page(struct web *w);
enum err eligibility_save_page(struct web *w);

/* likeness_pages.c: the register of earlier awards, and what looks alike */
enum err past_awards_page(struct web *w);
enum err past_awards_prepare(struct web *w);
enum err past_awards_import_page(struct web *w);
enum err likenesses_page(struct web *w);
enum err likeness_find_page(struct web *w);

/* evidence_pages.c, evidence_views.c: attachments; upload_pages.c: the same in pieces */
enum err attachments_page(struct web *w);
enum err attachments_prepare(struct web *w);
enum err attachments_add_page(struct web *w);
enum err attachment_act_page(struct web *w);
enum err evidence_file_page(struct web *w);
enum err upload_begin_page(struct web *w);
enum err upload_state_page(struct web *w);
enum err upload_piece_prepare(struct web *w);
enum err upload_piece_page(struct web *w);
enum err upload_cancel_page(struct web *w);

/* image_pages.c */
enum err image_page(struct web *w);

/* review_list_pages.c, review_pages.c, opinion_pages.c: who reviews a nomination, and the opinions about it */
enum err reviews_page(struct web *w);
enum err reviews_xlsx_page(struct web *w);
enum err review_page(struct web *w);
enum err opinion_give_page(struct web *w);
enum err opinion_take_back_page(struct web *w);
enum err opinion_scan_add_page(struct web *w);
enum err opinion_scan_page(struct web *w);

/* return_pages.c, return_shown_pages.c, return_list_pages.c, return_paper.c: returned for revision */
enum err return_page(struct web *w);
enum err return_submit_page(struct web *w);
enum err return_shown_page(struct web *w);
enum err return_recall_page(struct web *w);
enum err return_recall_submit_page(struct web *w);
enum err returns_page(struct web *w);
enum err returns_xlsx_page(struct web *w);
enum err return_notice_pdf_page(struct web *w);

/* reminder_pages.c, reminder_body_pages.c, reminder_send_pages.c, reminder_papers.c: who owes what */
enum err reminders_page(struct web *w);
enum err reminders_act_page(struct web *w);
enum err reminders_xlsx_page(struct web *w);
enum err reminder_page(struct web *w);
enum err reminder_call_page(struct web *w);
enum err reminder_template_page(struct web *w);
enum err reminder_template_save_page(struct web *w);
enum err reminder_sheets_page(struct web *w);
enum err reminder_sheets_pdf_page(struct web *w);

/* message_pages.c, outbox_pages.c: notices inside the application, and mail */
enum err messages_page(struct web *w);
enum err message_settle_page(struct web *w);
enum err outbox_page(struct web *w);
enum err outbox_release_page(struct web *w);
enum err mail_page(struct web *w);
enum err mail_act_page(struct web *w);

/* paper_pages.c */
enum err form_pdf_page(struct web *w);
enum err receipt_pdf_page(struct web *w);
enum err acceptance_pdf_page(struct web *w);
enum err late_pdf_page(struct web *w);

/* demo_pages.c */
enum err demo_stage_page(struct web *w);
enum err demo_signin_page(struct web *w);

#endif
