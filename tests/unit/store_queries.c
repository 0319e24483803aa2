/* store_queries.c - every named query prepares, and none that runs in a request reads a growing table from end to end.
 */
#include "support/store_house.h"

static void every_named_query_prepares_on_the_real_schema(void **state)
{
    struct house *h = *state;
    int n = db_prepare_all(h->db);
    if (n != 0) {
        fail_msg("%s does not prepare", query_texts[n - 1].name);
    }
}

/* Queries that may read a whole table, and why. */
static const struct {
    enum query query;
    const char *why;
} whole_readers[] = {
    {Q_ACCOUNT_LIST, "the list of all accounts, for the command line"},
    {Q_ACCOUNT_PAGE, "the administrator's list, fifty at a time"},
    {Q_AUDIT_ALL, "verify walks the chain"},
    {Q_AUDIT_LAST, "one step from the end: ORDER BY the primary key, LIMIT 1"},
    {Q_CALENDAR_DAYS, "the calendar is loaded whole, once"},
    {Q_IMPORT_RECENT, "from the newest back, by the index of their times, to a LIMIT"},
    {Q_IMPORT_JOB_NEXT, "the first that waits, by the index of those that wait"},
    {Q_LISTING_BODIES, "the list of all bodies, for the office: to search in and to put in order"},
    {Q_LATE_LIST, "late submissions are few: from the newest back, by the primary key, LIMIT 200"},
    {Q_MAIL_NEXT, "the outbox's own thread: a round has some hundred mails"},
    {Q_MAIL_NEXT_AT, "the same"},
    {Q_MAIL_CLAIMED, "the same, once at start"},
    {Q_MEDIA_ALL, "check looks at every picture"},
    {Q_NOTICE_LIST, "a round has a few notices"},
    {Q_OBJECTION_DUTY_LIST, "the security administrator's list of some dozen grants, from the newest back, to a LIMIT"},
    {Q_OBJECTOR_ARCHIVED, "the upkeep, once an hour: whose identity is still kept"},
    {Q_OWN_WRITINGS, "a copy of one's own data, asked for once in a while: a round's nominations by their key"},
    {Q_PAST_AWARD_ALL, "a register of some hundred names, compared one by one"},
    {Q_REMINDER_DEBTS, "what every body owes, for the office's board"},
    {Q_RETURN_LIST, "from the newest back, by the primary key, to a LIMIT"},
    {Q_SEALED_LIST, "from the newest back, by the primary key, LIMIT 200"},
    {Q_SESSION_SWEEP, "the sessions of a day and a half, at a sign-in"},
    {Q_SIGNIN_FAILURE_SWEEP, "the failures of a day, at a sign-in"},
    {Q_VERSION_EXPORT, "the archive holds every version"},
};

static const char *why_whole(enum query q)
{
    for (size_t i = 0; i < sizeof whole_readers / sizeof whole_readers[0]; i++) {
        if (whole_readers[i].query == q) {
            return whole_readers[i].why;
        }
    }
    return NULL;
}

/* A query of subqueries alone "scans" one row that is no table's. */
static bool scans(struct house *h, enum query q)
{
    static const char constant[] = "SCAN CONSTANT ROW";
    const char *plan = db_plan(h->db, q, h->a);
    for (const char *at = strstr(plan, "SCAN "); at != NULL; at = strstr(at + 1, "SCAN ")) {
        bool begins_a_line = at == plan || at[-1] == '\n';
        if (begins_a_line && strncmp(at, constant, sizeof constant - 1) != 0) {
            return true;
        }
    }
    return false;
}

static void no_query_of_a_request_scans_a_table(void **state)
{
    struct house *h = *state;
    int bad = 0;
    for (int i = 0; i < Q__COUNT; i++) {
        enum query q = (enum query)i;
        if (scans(h, q) && why_whole(q) == NULL) {
            print_error("%s:\n%s", query_texts[i].name, db_plan(h->db, q, h->a));
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static void every_exception_is_still_one(void **state)
{
    struct house *h = *state;
    for (size_t i = 0; i < sizeof whole_readers / sizeof whole_readers[0]; i++) {
        if (!scans(h, whole_readers[i].query)) {
            fail_msg("%s no longer scans: take it off the list", query_texts[whole_readers[i].query].name);
        }
    }
}

/* What runs at every request or every save goes by key. */
static void hot_queries_go_by_the_key_that_is_meant(void **state)
{
    static const struct {
        enum query query;
        const char *key;
    } rows[] = {
        {Q_SESSION_GET, "SEARCH s USING PRIMARY KEY (id_hash=?)"},
        {Q_SESSION_TOUCH, "SEARCH session USING PRIMARY KEY (id_hash=?)"},
        {Q_SESSION_END_OTHERS, "session_by_account (account_id=?)"},
        {Q_ACCOUNT_BY_LOGIN, "(login=?)"},
        {Q_SESSION_LIST, "session_by_account (account_id=?"},
        {Q_SESSION_END_ONE, "session_by_account (account_id=?)"},
        {Q_LINK_GET, "(token_hash=?)"},
        {Q_LOGIN_TAKEN, "(login=?)"},
        {Q_REGISTRATION_BY_REF, "(ref=?)"},
        {Q_REGISTRATION_LIST, "registration_by_state (round_id=? AND state=?)"},
        {Q_REGISTRATION_FROM_SOURCE, "registration_by_source (source=? AND created_at>?)"},
        {Q_BODY_KNOWN_BY_CODE, "body_by_code (org_code=?)"},
        {Q_SIGNIN_FAILURE_GET, "PRIMARY KEY (scope=? AND key=?)"},
        {Q_ONCE_GET, "PRIMARY KEY (token=?)"},
        {Q_ONCE_SWEEP, "once_token_by_age (used_at<?)"},
        {Q_NOMINATION_BY_REF, "(ref=?)"},
        {Q_NOMINATION_LIVE_OF_BODY, "one_live_nomination (round_id=? AND body_id=?)"},
        {Q_NOMINATION_SUBMITTED_COUNT, "one_live_nomination (round_id=?)"},
        {Q_LISTING_NOMINATIONS, "nomination_received (round_id=?)"},
        {Q_NOMINATION_STANDING, "INTEGER PRIMARY KEY (rowid=?)"},
        {Q_DRAFT_VALUES, "PRIMARY KEY (nomination_id=?)"},
        {Q_DRAFT_VALUE_DELETE, "PRIMARY KEY (nomination_id=? AND ident=? AND row_no=?)"},
        {Q_DRAFT_SECTION_GET, "PRIMARY KEY (nomination_id=? AND section=?)"},
        {Q_KEPT_OPEN, "kept_text_by_nomination (nomination_id=?)"},
        {Q_KEPT_SAME, "kept_text_by_nomination (nomination_id=? AND section=?)"},
        {Q_KEPT_VALUES, "PRIMARY KEY (kept_id=?)"},
        {Q_VERSION_GET, "(nomination_id=? AND version_no=?)"},
        {Q_VERSION_VALUES, "PRIMARY KEY (version_id=?)"},
        {Q_AUDIT_HOLDS, "audit_entry_by_object (object_kind=? AND object_ref=?)"},
        {Q_MEDIA_GET, "PRIMARY KEY (sha256=?)"},
        {Q_RECEIPT_TAKE, "INTEGER PRIMARY KEY (rowid=?)"},
    };
    struct house *h = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *plan = db_plan(h->db, rows[i].query, h->a);
        if (strstr(plan, rows[i].key) == NULL) {
            fail_msg("%s:\n%s", query_texts[rows[i].query].name, plan);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_named_query_prepares_on_the_real_schema),
        cmocka_unit_test(no_query_of_a_request_scans_a_table),
        cmocka_unit_test(every_exception_is_still_one),
        cmocka_unit_test(hot_queries_go_by_the_key_that_is_meant),
    };
    return cmocka_run_group_tests(tests, house_setup, house_teardown);
}
