/* store_invariants.c - what sql/invariants says holds after all that people do, and each sentence can be broken. */
#include "store/evidence_store.h"
#include "store/upkeep_store.h"
#include "support/store_house.h"

static void submit(struct house *h, const struct account *by, struct nomination *n, int64_t at)
{
    struct audit_actor who = house_actor(by, at);
    struct value_list values = house_draft(h, n);
    assert_int_equal(nomination_submit(h->db, h->a, &who, &h->round, n, &values), OK);
    assert_int_equal(nomination_by_ref(h->db, h->a, n->ref, n), OK);
}

static void sign_in_and_out(struct house *h, const struct account *by)
{
    struct audit_actor who = house_actor(by, IN_STAGE_1);
    const char *cookie = NULL;
    struct session s;
    assert_int_equal(signin_failed(h->db, &who, by->login, "192.0.2.7"), OK);
    assert_int_equal(signin_succeeded(h->db, by->login, "192.0.2.7"), OK);
    assert_int_equal(session_start(&(struct writing){h->db, &h->rnd, h->a, &who}, by, "192.0.2.7", "browser", &cookie),
                     OK);
    assert_int_equal(session_by_cookie(h->db, h->a, cookie, IN_STAGE_1 + 5, &s), OK);
    assert_int_equal(session_touch(h->db, &s, IN_STAGE_1 + 100), OK);
    who.at = IN_STAGE_1 + 200;
    assert_int_equal(session_end(h->db, &who, &s), OK);
}

static void add_pictures(struct house *h, const struct account *by, const struct nomination *n)
{
    struct audit_actor who = house_actor(by, IN_STAGE_1 + 70);
    char sha[65];
    memset(sha, 'a', 64);
    sha[64] = '\0';
    struct media_row m = {.sha256 = sha, .kind = "png", .thumb = sha, .byte_count = 10, .width = 600, .height = 600};
    assert_int_equal(media_row_add(h->db, &m, IN_STAGE_1 + 70), OK);
    assert_int_equal(draft_set(h->db, &who, n, "images", "brand_logo", text_format(h->a, "%s 标识.png", sha)), OK);
    struct writing c = {h->db, &h->rnd, h->a, &who};
    const char *ref = "";
    struct evidence_new x = {"photo", "照片.png", "窗口", "", 10, {sha, "png", 10, 0, 1600, 1200, sha}};
    assert_int_equal(evidence_add(&c, n, &x, &ref), OK);
}

/* Two units, three people: drafts, a dispute, late text, pictures, submissions, a second version, a disabled account.
 */
static void live(struct house *h)
{
    struct nomination n = house_nomination(h, &h->chen);
    struct nomination other = house_nomination(h, &h->zhou);
    sign_in_and_out(h, &h->chen);
    sign_in_and_out(h, &h->zhou);
    const char *shown = house_mark(h, &n, "brand");
    (void)house_save(h, &h->wang, &n, "brand", shown, VALUES(h, {"brand_name", 0, "𬭊泉"}, {"brand_slogan", 0, ""}));
    (void)house_save(h, &h->chen, &n, "brand", shown,
                     VALUES(h, {"brand_name", 0, "陈的"}, {"brand_slogan", 0, "口号"}));
    (void)house_save(h, &h->chen, &n, "honours", house_mark(h, &n, "honours"),
                     VALUES(h, {"honours.name", 1, "文明单位"}, {"honours.giver", 1, "市文明委"}));
    (void)house_save(h, &h->zhou, &other, "unit", house_mark(h, &other, "unit"),
                     VALUES(h, {"sector_id", 0, "bus"}, {"district_id", 0, "tianning"}));
    add_pictures(h, &h->chen, &n);
    submit(h, &h->chen, &n, IN_STAGE_1 + 300);
    submit(h, &h->zhou, &other, IN_STAGE_1 + 301);
    (void)house_save(h, &h->wang, &n, "brand", shown, VALUES(h, {"brand_name", 0, "太晚"}));
    assert_int_equal(db_script(h->db, "UPDATE nomination SET state = 'draft' WHERE receipt_no = 'CZPP-2015-0001'"), OK);
    assert_int_equal(nomination_by_ref(h->db, h->a, n.ref, &n), OK);
    submit(h, &h->wang, &n, IN_STAGE_1 + 400);
    struct audit_actor who = house_actor(NULL, IN_STAGE_1 + 500);
    assert_int_equal(account_disable(h->db, &who, &h->wang), OK);
}

static void they_hold_on_a_new_database(void **state)
{
    struct house *h = *state;
    struct invariant *list = NULL;
    size_t len = invariant_list(h->db, h->a, &list);
    assert_true(len >= 12);
    for (size_t i = 0; i < len; i++) {
        if (list[i].offending != NULL) {
            fail_msg("%s: %s", list[i].name, list[i].offending);
        }
    }
    house_is_sound(h);
}

static void they_hold_after_all_that_people_do(void **state)
{
    struct house *h = *state;
    live(h);
    house_is_sound(h);
    assert_int_equal(house_count(h, "SELECT count(*) FROM nomination_version"), 3);
    assert_int_equal(house_count(h, "SELECT count(*) FROM kept_text"), 2);
}

static bool is_broken(struct house *h, const char *name)
{
    struct invariant *list = NULL;
    size_t len = invariant_list(h->db, h->a, &list);
    for (size_t i = 0; i < len; i++) {
        if (strcmp(list[i].name, name) == 0) {
            return list[i].offending != NULL;
        }
    }
    fail_msg("no invariant is called %s", name);
    return false;
}

/* An answer of the preliminary review, behind everybody's back. */
#define ANSWER                                                                                                         \
    "INSERT INTO review_assignment VALUES (1, 1, 1, 5, 1);"                                                            \
    "INSERT INTO review_answer SELECT 1, 1, MIN(id), 'confirm', '', '', '', '', 0, 5, 1 FROM nomination_version"

/* A list of the sector's authority, behind everybody's back. */
#define LIST(id, number)                                                                                                 \
    "INSERT OR IGNORE INTO body (ref, kind, name, sector_id, created_at) VALUES ('auth', 'sector', '某局', 1, 1);"     \
    "INSERT INTO recommendation_list (id, ref, round_id, body_id, number, reason, filler_name, filler_phone, record,"    \
    " sha256, check_code, sent_at, sent_by) SELECT " id ", 'l" id "', 1, b.id, " number                                  \
    ", '', '李四', '12345', '{}', '0000000000000000000000000000000000000000000000000000000000000000', 'X', 5, 1 FROM " \
    "body b WHERE b.ref = 'auth'"

/* A return of a nomination that was submitted again since. */
#define RETURNED "INSERT INTO return_notice VALUES (1, 't', 1, 1, 'sector', 1, '理由', 9, 5, 1)"

/* A list that one account released alone, behind everybody's back; and a 名称核对. */
#define NOTICE                                                                                                           \
    "INSERT INTO published_notice VALUES (1, 'n', 1, 1, '甲', '甲', '乙', '2015-07-21', '2015-07-21', '2015-07-25', " \
    "4, "                                                                                                                \
    "'number', '', '{}', printf('%064d', 0), 'c', 5)"
#define NEXT_NOTICE                                                                                                    \
    "INSERT INTO published_notice VALUES (2, 'm', 1, 2, '甲', '甲', '乙', '2015-07-21', '2015-07-21', "             \
    "'2015-07-25', 4, 'number', '改', '{}', printf('%064d', 0), 'c', 5)"
/* A published brand and its words. */
#define WORDS                                                                                                          \
    NOTICE ";INSERT INTO published_brand VALUES (1, 'b', 1, 1);"                                                       \
           "INSERT INTO published_text VALUES (1, 1, '甲', '乙', '', '', '丙', '', '', 0)"
#define DRAFT_NOTICE                                                                                                    \
    "INSERT INTO publicity_draft VALUES (1, 1, 1, 1, '甲', '乙', '2015-07-21', '2015-07-25', 'number', 0, '', 5, 1);" \
    "INSERT INTO publicity_proposal VALUES (1, 'p', 1, 5, 1);"                                                          \
    "INSERT INTO publicity_proposal_end VALUES (1, 'confirmed', 6, 1)"
/* Public numbers about it, behind everybody's back. */
#define OUTCOME                                                                                                           \
    NOTICE ";INSERT INTO published_outcome VALUES (1, 'o', 1, 1, 1, '乙', '甲', '丙', '{}', printf('%064d', 0), 'c', " \
           "1437876000)"
#define OUTCOME_NUMBERS(received)                                                                                      \
    "INSERT INTO published_outcome_number SELECT 1, column1, CASE column1 WHEN 'received' THEN " received              \
    " WHEN 'listed' THEN 3 ELSE 0 END FROM (VALUES ('received'), ('identified'), ('accepted'), ('declined'), "         \
    "('upheld'), ('partly_upheld'), ('not_upheld'), ('unverifiable'), ('withdrawn'), ('transferred'), ('open'), "      \
    "('listed'), ('removed'), ('disqualified'), ('suspended'), ('rectified'))"
#define OUTCOME_PROPOSAL "INSERT INTO outcome_proposal VALUES (1, 'p', 1, 1, 5, 1)"
#define RELEASE                                                                                                        \
    "INSERT INTO shortlist_draft VALUES (1, 1, 1, 5, 1);"                                                              \
    "INSERT INTO shortlist_draft_item SELECT 1, nomination_id, id, 'in', '', 0 FROM nomination_version WHERE id = 1;"  \
    "INSERT INTO shortlist_proposal VALUES (1, 'p', 1, '', 5, 1);"                                                     \
    "INSERT INTO shortlist_proposal_end VALUES (1, 'confirmed', 6, 1);"                                                \
    "INSERT INTO shortlist_release VALUES (1, 'r', 1, 1, '{}',"                                                        \
    " '0000000000000000000000000000000000000000000000000000000000000000', 'X', 6, 1)"
#define ENTRY "INSERT INTO shortlist_entry SELECT nomination_id, 1, id, 1, '', 0 FROM nomination_version WHERE id = 1"
#define NAME_CHECK                                                                                                      \
    "INSERT INTO name_check SELECT 1, 'k', nomination_id, id, '甲', '乙', '', 5, 1 FROM nomination_version WHERE id " \
    "= 1"

#define HALL "INSERT INTO hall VALUES (1, 'h', 1, 5, 1);INSERT INTO hall_name VALUES (1, 1, '甲厅', '乙路', 5, 1)"
#define PROOF(id, hall, day)                                                                                           \
    "INSERT INTO posting_proof VALUES (" id ", 'p" id "', " hall ", 1, printf('%064d', 0), '" day "', '', 5, 1)"
/* A published brand's objection, put in behind everybody's back. */
#define OBJECTION                                                                                                        \
    "INSERT INTO objection VALUES (1, 'o', 1, 1, 'GS-2015-0001', printf('%064d', 1), NULL, 'phone', 'facts', '内容', " \
    "0, 0,"                                                                                                              \
    " '2015-07-21', '', 5, 1);"                                                                                          \
    "INSERT INTO objection_step VALUES (1, 1, 'register', 'registered', '', '', '', NULL, 5, 1)"
#define DUTY "INSERT INTO objection_duty VALUES (1, 'd', 1, 'handler', '2015-07-01', '2015-09-01', '决定', 5, 2)"

#define ARCHIVED   "INSERT INTO objection_step VALUES (1, 2, 'archive', 'archived', '', '', '', NULL, 6, 1)"
#define ERASED(at) "INSERT INTO objector_erasure VALUES (1, '归档满 90 天', " at ", NULL)"
#define IN_LOG(at)                                                                                                     \
    "INSERT INTO audit_entry (at, actor_id, actor_role, request_id, verb, object_kind, object_ref, detail, mac) "      \
    "VALUES (" at ", NULL, '', '', 'objector_erase', 'objection', 'o', '', printf('%064d', 0))"

static void each_of_them_can_be_broken(void **state)
{
    static const struct {
        const char *name, *sql;
    } rows[] = {
        {"objection_numbers_are_dense", "INSERT INTO objection VALUES (1, 'o', 1, 2, 'GS-2015-0002', printf('%064d', "
                                        "1), NULL, 'phone', 'facts', '内容', 0, 0,"
                                        " '2015-07-21', '', 5, 1)"},
        {"objection_numbers_are_dense", "INSERT INTO objection VALUES (1, 'o', 1, 1, 'GS-2015-0009', printf('%064d', "
                                        "1), NULL, 'phone', 'facts', '内容', 0, 0,"
                                        " '2015-07-21', '', 5, 1)"},
        {"objection_steps_are_dense",
         OBJECTION ";INSERT INTO objection_step VALUES (1, 3, 'note', 'registered', '记', '', '', NULL, 5, 1)"},
        {"objection_steps_are_dense", "INSERT INTO objection VALUES (1, 'o', 1, 1, 'GS-2015-0001', printf('%064d', 1), "
                                      "NULL, 'phone', 'facts', '内容', 0, 0,"
                                      " '2015-07-21', '', 5, 1)"},
        {"objection_has_audit", OBJECTION},
        {"objector_readings_are_in_the_log",
         OBJECTION ";" DUTY ";INSERT INTO objection_reading VALUES (1, 1, '核实', 1437444000, 1)"},
        {"objector_readings_are_in_the_log",
         OBJECTION ";INSERT INTO objection_reading VALUES (1, 1, '核实', 1437444000, 1)"},
        {"objection_duties_are_the_offices", DUTY},
        {"objectors_are_kept_or_erased", OBJECTION}, /* neither */
        {"objectors_are_kept_or_erased",
         OBJECTION ";" ARCHIVED ";" ERASED("5") ";" IN_LOG("5")},                 /* before its archive */
        {"objectors_are_kept_or_erased", OBJECTION ";" ARCHIVED ";" ERASED("6")}, /* not in the log */
        {"objectors_are_kept_or_erased",
         OBJECTION ";INSERT INTO objection_file VALUES (1, 1, printf('%064d', 0), '张三.pdf');" ARCHIVED
                   ";" ERASED("6") ";" IN_LOG("6")},
        {"objectors_are_kept_or_erased", OBJECTION
         ";" ARCHIVED ";INSERT INTO objector_erasure VALUES (1, '来电', 1437444000, 1);" DUTY /* a handler's */},
        {"objectors_are_kept_or_erased", IN_LOG("6")},
        {"questions_are_about_a_brand",
         OBJECTION ";INSERT INTO objection_question VALUES (1, 'q', 1, '请说明', '2015-07-23', 5, 1)"},
        {"release_by_two", RELEASE},
        {"release_by_two", "INSERT INTO shortlist_draft VALUES (1, 1, 1, 5, 1);"
                           "INSERT INTO shortlist_proposal VALUES (1, 'p', 1, '', 5, 1);"
                           "INSERT INTO shortlist_proposal_end VALUES (1, 'confirmed', 6, 2)"},
        {"release_has_audit", RELEASE},
        {"release_has_audit", NAME_CHECK},
        {"release_has_audit", "INSERT INTO shortlist_draft VALUES (1, 1, 1, 5, 1)"},
        {"released_entries_are_the_draft", RELEASE},
        {"released_entries_are_the_draft", RELEASE ";" ENTRY}, /* it was never recommended */
        {"frozen_names_were_checked", ENTRY},
        {"frozen_names_were_checked",
         ENTRY ";" NAME_CHECK "; INSERT INTO name_frozen SELECT nomination_id, '甲', '丙', '', 0 FROM shortlist_entry"},
        {"names_are_answered_by_their_unit",
         NAME_CHECK "; INSERT INTO name_answer VALUES (1, 1, 'confirm', '甲', '乙', '', '', 6, 3)"},
        {"names_are_answered_by_their_unit",
         NAME_CHECK "; INSERT INTO name_answer VALUES (1, 1, 'correct', '甲', '丁', '', '错', 6, 1);"
                    "INSERT INTO name_decision VALUES (1, 'accepted', '', 7, 1)"},
        {"notice_released_by_two", NOTICE},
        {"notice_released_by_two", DRAFT_NOTICE ";" NOTICE ";INSERT INTO publicity_release VALUES (1, 1, 1)"},
        {"publicity_has_audit", NOTICE},
        {"publicity_has_audit", DRAFT_NOTICE},
        {"publicity_has_audit", "INSERT INTO publicity_override VALUES (1, 1, printf('%064d', 0), '正文', '1**', "
                                "'publish', '是总机', 5, 1)"},
        {"published_versions_follow", NEXT_NOTICE},
        {"published_versions_follow",
         WORDS ";" NEXT_NOTICE
               ";INSERT INTO published_line VALUES (1, 1, 1, 1, 0, '', ''), (2, 1, 1, 1, 0, '', '没有撤下过')"},
        {"published_versions_follow", WORDS
         ";" NEXT_NOTICE ";INSERT INTO published_line VALUES (1, 1, 1, 1, 1, '不实', ''), (2, 1, 1, 1, 0, '', '')"},
        {"published_versions_follow", ENTRY ";INSERT INTO name_frozen SELECT nomination_id, '甲', '乙', '', 0 FROM "
                                            "shortlist_entry;" NOTICE ";INSERT INTO published_brand SELECT 1, 'b', 1, "
                                            "nomination_id FROM name_frozen"},
        {"published_texts_are_of_their_brand", WORDS}, /* which no version shows */
        {"published_texts_are_of_their_brand", WORDS ";INSERT INTO published_brand VALUES (2, 'c', 1, 2);INSERT INTO "
                                                     "published_line VALUES (1, 1, 2, 1, 0, '', '')"},
        {"published_texts_are_of_their_brand",
         WORDS ";INSERT INTO published_text VALUES (2, 1, '甲二', '乙', '', '', '丙', '', '', 0);" NEXT_NOTICE
               ";INSERT INTO published_line VALUES (1, 1, 1, 2, 0, '', ''), (2, 1, 1, 1, 0, '', '')"},
        {"outcomes_are_released_by_two", OUTCOME},
        {"outcomes_are_released_by_two",
         OUTCOME ";" OUTCOME_PROPOSAL ";INSERT INTO outcome_proposal_end VALUES (1, 'confirmed', 6, 1);"
                 "INSERT INTO outcome_release VALUES (1, 1, 1)"},
        {"outcomes_are_released_by_two",
         NOTICE ";" OUTCOME_PROPOSAL ";INSERT INTO outcome_proposal_end VALUES (1, 'confirmed', 6, 1)"},
        {"outcome_has_audit", OUTCOME},
        {"outcome_has_audit", NOTICE ";" OUTCOME_PROPOSAL},
        {"outcome_has_audit", "UPDATE audit_entry SET verb = 'outcome_release' WHERE id = 1"},
        {"outcomes_follow_and_add_up", OUTCOME},
        {"outcomes_follow_and_add_up", OUTCOME ";" OUTCOME_NUMBERS("1")}, /* one was received and is nowhere */
        {"outcomes_follow_and_add_up",
         OUTCOME ";" OUTCOME_NUMBERS("0") ";DELETE FROM published_outcome_number WHERE item = 'open'"},
        {"outcomes_follow_and_add_up",
         OUTCOME ";" OUTCOME_NUMBERS("0") ";UPDATE published_outcome SET published_at = 5"},
        {"outcomes_follow_and_add_up", OUTCOME ";" OUTCOME_NUMBERS("0") ";UPDATE published_outcome SET version_no = 2"},
        {"posting_has_audit", HALL},
        {"posting_has_audit",
         NOTICE ";" PROOF("1", "1", "2015-07-21") ";INSERT INTO posting_proof_end VALUES (1, NULL, '拍错了', 6, 1)"},
        {"posting_has_audit", "INSERT INTO hall_end VALUES (1, '搬迁', 6, 1);" HALL},
        {"postings_are_of_their_unit", HALL}, /* of a brand that nobody published */
        {"postings_are_of_their_unit", "INSERT INTO hall VALUES (1, 'h', 1, 5, 3)"},
        {"postings_are_of_their_unit",
         NOTICE ";" PROOF("1", "1", "2015-07-21") ";" PROOF(
             "2", "2", "2015-07-21") ";INSERT INTO posting_proof_end VALUES (1, 2, '', 6, 1)"},
        {"postings_hang_within_the_period", NOTICE ";" PROOF("1", "1", "2015-07-26")},
        {"postings_hang_within_the_period", NOTICE ";" PROOF("1", "1", "1969-12-31")},
        {"shortlist_choice_has_audit", "INSERT INTO shortlist_choice VALUES (1, 'in', '', 0, '', 1, 5, 1)"},
        {"reminder_has_audit", "INSERT INTO reminder_call VALUES (1, 'r', 1, 1, 'phone', '张某', '', 1, 5, 5, 1)"},
        {"reminder_has_audit", "INSERT INTO message VALUES (1, 'm', 1, 1, 'reminder', '请办理', '', '', 5, 1)"},
        {"reminder_has_audit", "INSERT INTO mail VALUES (1, 'm', 1, 1, 'a@b.cn', '主题', '正文', 5, 1);"
                               "INSERT INTO mail_turn VALUES (1, 1, 'held', 0, 0, '', 5, 1)"},
        {"reminder_sheets_are_dense", "INSERT INTO reminder_batch VALUES (1, 'b', 1, 5, 1);"
                                      "INSERT INTO reminder_sheet VALUES (1, 1, 2, 1, 1, 5)"},
        {"recused_did_not_answer", ANSWER ";INSERT INTO recusal VALUES (1, 1, 1, '近亲属', 5, 1)"},
        {"reviewers_may_review", "INSERT INTO review_assignment VALUES (1, 1, 1, 5, 1)"},
        {"review_answer_has_audit", ANSWER},
        {"one_list_of_a_body_counts", LIST("1", "1") ";" LIST("2", "2")},
        {"recommended_lists_keep_the_quota",
         LIST("1", "1") "; INSERT INTO recommendation_item SELECT 1, id, id FROM nomination_version LIMIT 3"},
        {"recommended_was_agreed",
         LIST("1", "1") "; INSERT INTO recommendation_item SELECT 1, MIN(id), 1 FROM nomination_version"},
        {"sent_list_has_audit", LIST("1", "1")},
        {"attachment_has_audit", "UPDATE attachment SET name = '别的.png'"},
        {"attachment_has_audit", "DELETE FROM audit_entry WHERE verb = 'attachment_add'"},
        {"attachments_are_of_a_kind", "UPDATE attachment SET kind = 'none'"},
        {"attachments_are_of_a_kind", "UPDATE attachment SET added_by = 3"},
        {"attachments_are_of_a_kind",
         "INSERT INTO upload (ref, nomination_id, kind, name, caption, replaces, byte_count, state, made_at, made_by) "
         "VALUES ('u', 1, 'rules', 'a.pdf', '', '', 1, 'receiving', 1, 3)"},
        {"attachments_are_within_limits", "UPDATE round_setting SET value = '0' WHERE key = 'attachment_files_max'"},
        {"attachments_are_within_limits", "UPDATE attachment SET byte_count = 10485761"},
        {"attachments_are_within_limits",
         "UPDATE round_setting SET value = '9' WHERE key = 'attachment_total_bytes_max'"},
        {"audited_submission_has_version", "DELETE FROM nomination_version WHERE id = 1"},
        {"decided_registration_has_audit",
         "INSERT INTO registration (ref, round_id, number, state, name, unit_kind, district_id, window_name, "
         "contact_name, contact_phone, login, password_hash, source, created_at, decided_at, decided_by, reason) "
         "VALUES ('r', 1, 1, 'refused', '示例', 'other', 1, '窗口', '陈', '1', 'abcd', '', '', 1, 2, 1, '理由')"},
        {"disabled_account_has_audit", "DELETE FROM audit_entry WHERE verb = 'account_disable'"},
        {"disabled_account_has_audit", "UPDATE account SET state = 'disabled', disabled_at = 5 WHERE login = 'unit01'"},
        {"draft_values_belong_to_form", "INSERT INTO draft_value VALUES (1, 'no_such_field', 0, 'x')"},
        {"draft_values_belong_to_form", "INSERT INTO draft_value VALUES (1, 'brand_name', 3, 'x')"},
        {"draft_values_belong_to_form", "INSERT INTO draft_value VALUES (1, 'honours.name', 0, 'x')"},
        {"drafts_were_saved_by_their_body", "UPDATE draft_section SET saved_by = 3 WHERE nomination_id = 1"},
        {"drafts_were_saved_by_their_body", "UPDATE nomination SET created_by = 3 WHERE id = 1"},
        {"erased_account_says_nothing", "UPDATE account SET erased_at = disabled_at WHERE state = 'disabled'"},
        {"erased_account_says_nothing", "UPDATE account SET person_name = '已注销的账号', login = 'erased-' || id, "
                                        "password_hash = '', state = 'disabled', "
                                        "is_head = 0, disabled_at = 9, erased_at = 9 WHERE id = 3"},
        {"delegation_is_within_a_body", "INSERT INTO delegation (ref, holder_id, delegate_id, begins_at, ends_at, "
                                        "reason, made_at, made_by) VALUES ('d', "
                                        "1, 3, 5, 9, '出差', 4, 1)"},
        {"second_factor_has_audit", "INSERT INTO second_factor (account_id, secret, confirmed_at) VALUES (1, 'x', 5)"},
        {"second_factor_has_audit", "INSERT INTO recovery_code (account_id, code_hash) VALUES (1, 'x')"},
        {"head_is_active", "UPDATE account SET state = 'disabled', disabled_at = 5 WHERE is_head = 1"},
        {"import_job_counts_its_rows",
         "INSERT INTO import_file (id, ref, filename, sha256, encoding, made_at, made_by) VALUES (1, 'i', 'x', "
         "printf('%064d', 0), 'UTF-8', 1, 1); INSERT INTO import_job (import_id, queued_at, queued_by, role, state, "
         "rows_total) VALUES (1, 1, 1, 'office', 'queued', 1)"},
        {"import_job_has_audit",
         "INSERT INTO import_file (id, ref, filename, sha256, encoding, made_at, made_by) VALUES (1, 'i', 'x', "
         "printf('%064d', 0), 'UTF-8', 1, 1); INSERT INTO import_job (import_id, queued_at, queued_by, role, state, "
         "rows_total) VALUES (1, 1, 1, 'office', 'queued', 1)"},
        {"late_version_is_its_submission",
         "INSERT INTO late_submission (ref, nomination_id, attempted_at, attempted_by, closed_at) "
         "VALUES ('l', 1, 5, 3, 1)"},
        {"mercy_is_the_offices", "INSERT INTO acceptance (version_id, accepted_at, accepted_by) VALUES (1, 5, 1)"},
        {"late_version_is_its_submission",
         "INSERT INTO late_submission VALUES (1, 'l', 1, 7, 1, 5); "
         "INSERT INTO late_decision VALUES (1, 'accepted', '理由', '李示例', 1, 8, 1)"},
        {"mercy_is_the_offices", "INSERT INTO extension VALUES (1, 1, 1, 'nomination', 9, '理由', '李示例', 8, 1)"},
        {"mercy_is_the_offices", "INSERT INTO acceptance VALUES (1, 8, 1)"},
        {"names_are_followed", "DELETE FROM name_change WHERE nomination_id = 1"},
        {"nomination_belongs_to_unit", "UPDATE body SET kind = 'office' WHERE id = 1"},
        {"opinion_fits_its_route_and_body",
         "INSERT INTO opinion (ref, version_id, box, decision, text, signer_name, signer_title, signed_on, body_id, "
         "given_at, given_by) VALUES ('o', 1, 'sector', 'agree', '情况属实', '李示例', '', '2015-06-20', 1, 5, 1)"},
        {"opinion_has_audit",
         "INSERT INTO opinion (ref, version_id, box, decision, text, signer_name, signer_title, signed_on, body_id, "
         "given_at, given_by) VALUES ('o', 2, 'sector', 'agree', '情况属实', '李示例', '', '2015-06-20', 1, 5, 1)"},
        {"picture_values_have_files", "DELETE FROM media_file"},
        {"quota_is_kept",
         "UPDATE quota SET places_min = 0, places_max = 0; "
         "INSERT INTO opinion (ref, version_id, box, decision, text, signer_name, signer_title, signed_on, body_id, "
         "given_at, given_by) VALUES ('o', 2, 'sector', 'agree', '情况属实', '李示例', '', '2015-06-20', 1, 5, 1)"},
        {"receipt_numbers_are_dense", "UPDATE round SET next_receipt = next_receipt + 1"},
        {"receipt_numbers_are_dense",
         "UPDATE nomination SET receipt_no = 'CZPP-2015-0009' WHERE receipt_no = 'CZPP-2015-0002'"},
        {"return_ended_as_it_says", RETURNED "; INSERT INTO return_end VALUES (1, 'resubmitted', 4, 1)"},
        {"return_ended_as_it_says", RETURNED "; INSERT INTO return_end VALUES (1, 'recalled', 6, 3)"},
        {"return_has_audit", RETURNED},
        {"returned_is_draft", RETURNED},
        {"revision_touches_what_was_opened", RETURNED "; UPDATE nomination SET state = 'draft' WHERE id = 1; UPDATE "
                                                      "draft_value SET value = 'x' WHERE nomination_id = 1"},
        {"revision_touches_what_was_opened", RETURNED
         "; UPDATE nomination SET state = 'draft' WHERE id = 1; DELETE FROM draft_value WHERE nomination_id = 1"},
        {"role_fits_body", "UPDATE account SET role = 'office' WHERE id = 1"},
        {"sealed_scan_is_in_the_log",
         "INSERT INTO sealed_copy (ref, version_id, received_on, receiver, noted_at, noted_by) "
         "VALUES ('s', 1, '2015-06-20', '李示例', 5, 1); "
         "INSERT INTO sealed_scan SELECT MAX(id), (SELECT sha256 FROM evidence_file LIMIT 1) FROM sealed_copy"},
        {"session_belongs_to_its_time", "UPDATE session SET ended_at = created_at - 1"},
        {"submitted_has_version", "UPDATE nomination SET version_no = 5 WHERE id = 1"},
        {"submitted_has_version", "UPDATE nomination SET route = 'sector_city' WHERE id = 1"},
        {"used_link_has_audit",
         "INSERT INTO account_link (token_hash, purpose, body_id, account_id, role, made_at, made_by, expires_at, "
         "used_at, used_by) VALUES ('h', 'reset', 1, 1, 'unit', 1, 1, 9, 5, 1)"},
        {"version_files_are_their_record", "DELETE FROM version_file"},
        {"version_files_are_their_record", "UPDATE version_file SET caption = '别的'"},
        {"version_files_are_their_record", "UPDATE version_file SET ord = 2"},
        {"version_has_audit", "UPDATE nomination_version SET sha256 = upper(sha256)"},
        {"version_values_are_its_record", "UPDATE version_value SET value = 'x' WHERE ident = 'brand_name'"},
        {"version_values_are_its_record", "DELETE FROM version_value WHERE ident = 'brand_name'"},
        {"withdrawn_by_its_last_turn",
         "INSERT INTO nomination_turn (nomination_id, turn, version_no, reason, turned_at, "
         "turned_by) VALUES (1, 'withdrawn', 1, 'x', 5, 1)"},
        {"version_values_are_its_record", "INSERT INTO version_value VALUES (1, 'zzz', 0, 'x')"},
        {"withdrawn_by_its_last_turn", "UPDATE nomination SET state = 'withdrawn' WHERE id = 1"},
    };
    struct house *h = *state;
    live(h);
    assert_int_equal(db_script(h->db, "DROP TRIGGER nomination_version_is_final; DROP TRIGGER nomination_version_stays;"
                                      "DROP TRIGGER version_value_is_final; DROP TRIGGER version_value_stays;"
                                      "DROP TRIGGER version_file_is_final; DROP TRIGGER version_file_stays;"
                                      "DROP TRIGGER draft_value_add_to_draft; DROP TRIGGER attachment_change_in_draft;"
                                      "DROP TRIGGER audit_entry_is_final; DROP TRIGGER audit_entry_stays;"
                                      "DROP TRIGGER published_outcome_is_final;"
                                      "DROP TRIGGER published_outcome_number_stays;"
                                      "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON"),
                     OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_false(is_broken(h, rows[i].name));
        assert_int_equal(db_begin(h->db), OK);
        if (db_script(h->db, rows[i].sql) != OK || !is_broken(h, rows[i].name)) {
            fail_msg("%s does not see: %s", rows[i].name, rows[i].sql);
        }
        const char *row = "";
        assert_non_null(invariant_broken(h->db, h->a, &row));
        assert_int_equal(db_end(h->db, ERR_INVALID), ERR_INVALID);
    }
}

/* A new sentence in sql/invariants needs a row in the table above. */
static void none_goes_without_a_way_of_breaking_it(void **state)
{
    enum { SOURCE_MAX = 1 << 20 };
    struct house *h = *state;
    struct invariant *list = NULL;
    char *source = arena_alloc(h->a, SOURCE_MAX + 1, 1);
    FILE *f = fopen("tests/unit/store_invariants.c", "rb");
    assert_non_null(f);
    assert_in_range(fread(source, 1, SOURCE_MAX, f), 1, SOURCE_MAX - 1);
    assert_int_equal(fclose(f), 0);
    size_t len = invariant_list(h->db, h->a, &list);
    for (size_t i = 0; i < len; i++) {
        if (strstr(source, text_format(h->a, "{\"%s\",", list[i].name)) == NULL) {
            fail_msg("%s has no row above", list[i].name);
        }
    }
}

#define HOUSE_TEST(f) cmocka_unit_test_setup_teardown(f, house_setup, house_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(they_hold_on_a_new_database),
        HOUSE_TEST(they_hold_after_all_that_people_do),
        HOUSE_TEST(each_of_them_can_be_broken),
        HOUSE_TEST(none_goes_without_a_way_of_breaking_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
