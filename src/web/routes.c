/* routes.c - THE table.  A page that is not listed here does not exist.  Literal paths stand before patterns. */
#include "pages/pages.h"
#include "web/route.h"

#define R(x)   ROLE_BIT(ROLE_##x)
#define S(x)   STAGE_BIT(STAGE_##x)
#define ANYONE ROLE_ALL
#define SIGNED ROLE_SIGNED_IN
/* Those who act for an outside body of which there are many. */
#define BODIES (R(UNIT) | R(DISTRICT) | R(SECTOR) | R(JOINT))
/* Those of them whose duties may be delegated. */
#define AUTHORITIES (R(DISTRICT) | R(SECTOR) | R(JOINT))
/* Those who admit units that registered themselves. */
#define ADMITTERS (R(DISTRICT) | R(SECTOR) | R(OFFICE))
#define READERS   (R(UNIT) | R(OFFICE))
/* Who brings registers of units and bodies; what each may bring is domain/import_rules.h. */
#define IMPORTERS (R(OFFICE) | R(ADMIN))
/* Who has a list of what was received, each its own part; they read what is in it. */
#define LISTERS (R(OFFICE) | R(SECTOR) | R(DISTRICT))
#define VIEWERS (R(UNIT) | LISTERS)
/* Who gives an opinion before the office has it. */
#define REVIEWERS (R(SECTOR) | R(DISTRICT))
/* Who reviews: those who recommend, and those of the preliminary review; each role has its own pages there. */
#define ALL_REVIEWERS (REVIEWERS | R(OFFICE) | R(JOINT))
#define PRELIMINARY (R(OFFICE) | R(JOINT))

/* clang-format off */
const struct page_route routes[] = {
/*  method path                              who      when      rate         flags                            before the write        page                     title */
    {GET,  "/",                              ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   home_page,               "首页"},
    {GET,  "/notices",                       ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   notices_page,            "通知公告"},
    {GET,  "/notices/:ref",                  ANYONE,  WHENEVER, RATE_PAGES,  CACHED,                          NULL,                   notice_page,             "通知全文"},
    {GET,  "/timeline",                      ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   timeline_page,           "活动进程"},
    {GET,  "/publicity",                     ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   publicity_page,          "公示评议"},
    {GET,  "/results",                       ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   results_page,            "命名结果"},
    {GET,  "/cases",                         ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   cases_page,              "案例展示"},
    {GET,  "/track",                         ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   track_page,              "查询办理"},
    {GET,  "/criteria",                      ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   criteria_page,           "申报资格和条件"},
    {GET,  "/help",                          ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   help_page,               "使用帮助"},
    {GET,  "/a11y",                          ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   a11y_page,               "无障碍说明"},
    {GET,  "/privacy",                       ANYONE,  WHENEVER, RATE_PAGES,  CACHED | LISTED,                 NULL,                   privacy_page,            "个人信息保护"},
    {GET,  "/sitemap",                       ANYONE,  WHENEVER, RATE_PAGES,  CACHED,                          NULL,                   sitemap_page,            "站点地图"},
    {POST, "/prefs/elder",                   ANYONE,  WHENEVER, RATE_FORMS,  REPEATABLE | EVEN_EXPIRED_PASSWORD | OWN_COOKIES, NULL,                elder_page,              "长辈版"},
    {GET,  "/healthz",                       ANYONE,  WHENEVER, RATE_PAGES,  0,                               NULL,                   healthz_page,            "运行状态"},

    {GET,  "/signin",                        ANYONE,  WHENEVER, RATE_PAGES,  LISTED,                          NULL,                   signin_page,             "登录"},
    {POST, "/signin",                        ANYONE,  WHENEVER, RATE_SIGNIN, REPEATABLE | WHEN_FULL,          signin_prepare,         signin_submit_page,      "登录"},
    {POST, "/signin/code",                   ANYONE,  WHENEVER, RATE_FORMS,  REPEATABLE | WHEN_FULL,          NULL,                   signin_code_submit_page, "动态口令"},
    {POST, "/signout",                       ANYONE,  WHENEVER, RATE_FORMS,  REPEATABLE | WHEN_FULL | EVEN_EXPIRED_PASSWORD | OWN_COOKIES, NULL,                signout_page,            "退出"},
    {POST, "/session/extend",                SIGNED,  WHENEVER, RATE_FORMS,  REPEATABLE | WHEN_FULL,          NULL,                   session_extend_page,     "继续登录"},
    {GET,  "/password",                      SIGNED,  WHENEVER, RATE_PAGES,  EVEN_EXPIRED_PASSWORD,           NULL,                   password_page,           "修改密码"},
    {POST, "/password",                      SIGNED,  WHENEVER, RATE_SIGNIN, EVEN_EXPIRED_PASSWORD,           password_prepare,       password_submit_page,    "修改密码"},

    {GET,  "/accounts/me",                   SIGNED,  WHENEVER, RATE_PAGES,  0,                               NULL,                   account_me_page,         "账号和登录"},
    {POST, "/accounts/me/sessions",          SIGNED,  WHENEVER, RATE_FORMS,  0,                               NULL,                   account_sessions_end_page, "退出其他登录"},
    {GET,  "/accounts/me/code",              SIGNED,  WHENEVER, RATE_PAGES,  EVEN_WITHOUT_CODE,               NULL,                   code_page,               "动态口令"},
    {POST, "/accounts/me/code/start",        SIGNED,  WHENEVER, RATE_FORMS,  EVEN_WITHOUT_CODE,               NULL,                   code_start_page,         "动态口令"},
    {POST, "/accounts/me/code/confirm",      SIGNED,  WHENEVER, RATE_FORMS,  EVEN_WITHOUT_CODE,               NULL,                   code_confirm_page,       "动态口令"},
    {GET,  "/accounts/me/data",              SIGNED,  WHENEVER, RATE_PAGES,  0,                               NULL,                   own_data_page,           "本人信息"},
    {GET,  "/accounts/me/data.json",         SIGNED,  WHENEVER, RATE_PAPERS, 0,                               NULL,                   own_data_json_page,      "本人信息"},
    {GET,  "/accounts/me/data.xlsx",         SIGNED,  WHENEVER, RATE_PAPERS, SLOW,                            NULL,                   own_data_xlsx_page,      "本人信息"},
    {GET,  "/accounts/me/erase",             SIGNED,  WHENEVER, RATE_PAGES,  0,                               NULL,                   account_erase_page,      "注销账号"},
    {POST, "/accounts/me/erase",             SIGNED,  WHENEVER, RATE_SIGNIN, 0,                               account_erase_prepare,  account_erase_submit_page, "注销账号"},
    {GET,  "/accounts/me/delegations",       AUTHORITIES, WHENEVER, RATE_PAGES, 0,                            NULL,                   delegations_page,        "委托"},
    {POST, "/accounts/me/delegations",       AUTHORITIES, WHENEVER, RATE_FORMS, 0,                            NULL,                   delegation_add_page,     "委托"},
    {POST, "/accounts/me/delegations/:ref/recall", AUTHORITIES, WHENEVER, RATE_FORMS, 0,                      NULL,                   delegation_recall_page,  "收回委托"},
    {GET,  "/accounts/me/colleagues",        BODIES,  WHENEVER, RATE_PAGES,  0,                               NULL,                   colleagues_page,         "本单位的账号"},
    {POST, "/accounts/me/colleagues",        BODIES,  WHENEVER, RATE_SIGNIN, 0,                               NULL,                   colleague_invite_page,   "邀请同事"},
    {POST, "/accounts/me/colleagues/:ref/reset", BODIES, WHENEVER, RATE_SIGNIN, 0,                            NULL,                   colleague_reset_page,    "重置链接"},
    {POST, "/accounts/me/colleagues/:ref/code-reset", BODIES, WHENEVER, RATE_FORMS,  0,                       NULL,                   colleague_code_reset_page, "动态口令重置链接"},
    {GET,  "/accounts",                      R(ADMIN), WHENEVER, RATE_PAGES, 0,                               NULL,                   accounts_page,           "账号"},
    {GET,  "/accounts/new",                  R(ADMIN), WHENEVER, RATE_PAGES, 0,                               NULL,                   account_new_page,        "新增账号"},
    {POST, "/accounts/new",                  R(ADMIN), WHENEVER, RATE_FORMS, 0,                               NULL,                   account_invite_page,     "新增账号"},
    {GET,  "/accounts/import",               IMPORTERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   import_page,             "导入单位和账号"},
    {POST, "/accounts/import",               IMPORTERS, WHENEVER, RATE_SIGNIN, UPLOADS,                       import_prepare,         import_look_page,        "导入单位和账号"},
    {GET,  "/accounts/import/:ref",          IMPORTERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   import_report_page,      "导入前核对"},
    {POST, "/accounts/import/:ref",          IMPORTERS, WHENEVER, RATE_FORMS, 0,                              NULL,                   import_apply_page,       "确认导入"},
    {GET,  "/accounts/import/:ref/progress", IMPORTERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   import_progress_page,    "导入进度"},
    {POST, "/accounts/import/:ref/cancel",   IMPORTERS, WHENEVER, RATE_FORMS, 0,                              NULL,                   import_cancel_page,      "停止导入"},
    {GET,  "/accounts/import/:ref/report.xlsx", IMPORTERS, WHENEVER, RATE_PAPERS, SLOW,                       NULL,                   import_report_xlsx_page, "导入报告"},
    {GET,  "/accounts/:ref",                 R(ADMIN), WHENEVER, RATE_PAGES, 0,                               NULL,                   account_admin_page,      "账号"},
    {POST, "/accounts/:ref/reset",           R(ADMIN), WHENEVER, RATE_FORMS, 0,                               NULL,                   account_reset_page,      "重置链接"},
    {POST, "/accounts/:ref/code-reset",      R(ADMIN), WHENEVER, RATE_FORMS, 0,                               NULL,                   account_code_reset_page, "动态口令重置链接"},
    {POST, "/accounts/:ref/disable",         R(ADMIN), WHENEVER, RATE_FORMS, 0,                               NULL,                   account_disable_page,    "停用账号"},
    {GET,  "/accounts/:ref/enable",          R(ADMIN), WHENEVER, RATE_PAGES, 0,                               NULL,                   account_enable_page,     "恢复账号"},
    {POST, "/accounts/:ref/enable",          R(ADMIN), WHENEVER, RATE_FORMS, 0,                               NULL,                   account_enable_submit_page, "恢复账号"},
    {POST, "/accounts/:ref/head",            R(ADMIN), WHENEVER, RATE_FORMS, 0,                               NULL,                   account_head_page,       "账号负责人"},
    {GET,  "/code-reset/:token",             ANYONE,  WHENEVER, RATE_PAGES,  EVEN_EXPIRED_PASSWORD,           NULL,                   code_reset_page,         "去掉动态口令"},
    {POST, "/code-reset/:token",             ANYONE,  WHENEVER, RATE_SIGNIN, EVEN_EXPIRED_PASSWORD,           code_reset_prepare,     code_reset_use_page,     "去掉动态口令"},
    {GET,  "/links/:token",                  ANYONE,  WHENEVER, RATE_SIGNIN, EVEN_EXPIRED_PASSWORD,           NULL,                   link_page,               "一次性链接"},
    {POST, "/links/:token",                  ANYONE,  WHENEVER, RATE_SIGNIN, EVEN_EXPIRED_PASSWORD,           link_prepare,           link_use_page,           "一次性链接"},

    {GET,  "/bodies/register",               ANYONE,  WHENEVER, RATE_PAGES,  LISTED,                          NULL,                   register_page,           "单位登记"},
    {POST, "/bodies/register",               ANYONE,  WHENEVER, RATE_SIGNIN, 0,                               register_prepare,       register_submit_page,    "单位登记"},
    {GET,  "/bodies/register/:token",        ANYONE,  WHENEVER, RATE_PAGES,  0,                               NULL,                   registered_page,         "登记结果"},
    {GET,  "/bodies",                        ADMITTERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   registrations_page,      "单位登记审核"},
    {GET,  "/bodies/registrations/:ref",     ADMITTERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   registration_page,       "单位登记审核"},
    {POST, "/bodies/registrations/:ref/correct", ADMITTERS, WHENEVER, RATE_FORMS, 0,                          NULL,                   registration_correct_page, "更正登记内容"},
    {POST, "/bodies/registrations/:ref/admit", ADMITTERS, WHENEVER, RATE_FORMS, 0,                            NULL,                   registration_admit_page, "开通账号"},
    {POST, "/bodies/registrations/:ref/refuse", ADMITTERS, WHENEVER, RATE_FORMS, 0,                           NULL,                   registration_refuse_page, "不予开通"},

    {GET,  "/past-awards",                   R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   past_awards_page,        "以往命名的品牌"},
    {POST, "/past-awards",                   R(OFFICE), WHENEVER, RATE_FORMS, UPLOADS,                        past_awards_prepare,    past_awards_import_page, "以往命名的品牌"},
    {GET,  "/likenesses",                    R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   likenesses_page,         "重复与以往命名核对"},
    {POST, "/likenesses",                    R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   likeness_find_page,      "重复与以往命名核对"},
    {GET,  "/nominations",                   SIGNED,  WHENEVER, RATE_PAGES,  0,                               NULL,                   nominations_page,        "申报任务"},
    {GET,  "/nominations.xlsx",              LISTERS, WHENEVER, RATE_PAPERS, SLOW,                            NULL,                   nominations_xlsx_page,   "申报清单"},
    {GET,  "/bodies/list",                   LISTERS | R(ADMIN), WHENEVER, RATE_PAGES, 0,                    NULL,                   bodies_list_page,        "单位和部门"},
    {GET,  "/bodies/list.xlsx",              LISTERS | R(ADMIN), WHENEVER, RATE_PAPERS, SLOW,                NULL,                   bodies_xlsx_page,        "单位和部门"},
    {POST, "/nominations",                   R(UNIT), S(NOMINATION), RATE_FORMS, 0,                           NULL,                   nomination_start_page,   "开始申报"},
    {GET,  "/nominations/:ref",              VIEWERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   nomination_page,         "申报任务"},
    {GET,  "/nominations/:ref/check",        R(UNIT), WHENEVER, RATE_PAGES,  0,                               NULL,                   nomination_check_page,   "核对并提交"},
    {POST, "/nominations/:ref/submit",       R(UNIT), S(NOMINATION) | WHENEVER, RATE_FORMS, 0,                           nomination_submit_prepare, nomination_submit_page,  "提交申报"},
    {GET,  "/nominations/:ref/receipt",      READERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   nomination_receipt_page, "申报已提交"},
    {GET,  "/nominations/:ref/record",       VIEWERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   nomination_record_page,  "申报内容"},
    {POST, "/nominations/:ref/contacts",     R(OFFICE), WHENEVER, RATE_FORMS, REPEATABLE,                     NULL,                   nomination_contacts_page, "申报内容"},
    {GET,  "/nominations/:ref/form.pdf",     READERS, WHENEVER, RATE_PAPERS, SLOW,                            NULL,                   form_pdf_page,           "申报表"},
    {GET,  "/nominations/:ref/receipt.pdf",  READERS, WHENEVER, RATE_PAPERS, SLOW,                            NULL,                   receipt_pdf_page,        "提交回执"},
    {GET,  "/nominations/:ref/withdraw",     R(UNIT), S(NOMINATION), RATE_PAGES, 0,                           NULL,                   withdraw_page,           "撤回申报"},
    {POST, "/nominations/:ref/withdraw",     R(UNIT), S(NOMINATION), RATE_FORMS, 0,                           NULL,                   withdraw_submit_page,    "撤回申报"},
    {POST, "/nominations/:ref/restore",      R(UNIT), S(NOMINATION), RATE_FORMS, 0,                           NULL,                   restore_page,            "恢复申报"},
    {GET,  "/nominations/:ref/late/:late",   READERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   late_page,               "逾期送交"},
    {POST, "/nominations/:ref/late/:late",   R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   late_decide_page,        "逾期送交"},
    {GET,  "/nominations/:ref/late/:late/form.pdf", READERS, WHENEVER, RATE_PAPERS, SLOW,                     NULL,                   late_pdf_page,           "申报表（逾期）"},
    {GET,  "/nominations/:ref/extension",    R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   extension_of_nomination_page, "批准延期"},
    {POST, "/nominations/:ref/acceptance",   R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   accept_page,             "受理"},
    {GET,  "/nominations/:ref/acceptance.pdf", READERS, WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   acceptance_pdf_page,     "受理回执"},
    {POST, "/nominations/:ref/seals",        R(OFFICE), WHENEVER, RATE_FORMS, UPLOADS,                        scan_prepare,           seal_note_page,          "盖章件"},
    {GET,  "/nominations/:ref/returns/:return", VIEWERS, WHENEVER, RATE_PAGES, 0,                             NULL,                   return_shown_page,       "退回修改"},
    {GET,  "/nominations/:ref/returns/:return/notice.pdf", VIEWERS, WHENEVER, RATE_PAPERS, SLOW,              NULL,                   return_notice_pdf_page,  "补正通知"},
    {GET,  "/nominations/:ref/returns/:return/recall", LISTERS, WHENEVER, RATE_PAGES, 0,                      NULL,                   return_recall_page,      "收回退回"},
    {POST, "/nominations/:ref/returns/:return/recall", LISTERS, WHENEVER, RATE_FORMS, 0,                      NULL,                   return_recall_submit_page, "收回退回"},
    {GET,  "/nominations/:ref/kept/:kept",   R(UNIT), WHENEVER, RATE_PAGES,  0,                               NULL,                   kept_page,               "两处修改"},
    {POST, "/nominations/:ref/kept/:kept",   R(UNIT), WHENEVER, RATE_FORMS,  0,                               NULL,                   kept_settle_page,        "两处修改"},
    {GET,  "/nominations/:ref/eligibility",  READERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   eligibility_page,        "申报资格"},
    {POST, "/nominations/:ref/eligibility",  R(UNIT), WHENEVER, RATE_FORMS,  KEEPS_TEXT,                      NULL,                   eligibility_save_page,   "申报资格"},
    {GET,  "/nominations/:ref/history",      R(UNIT), WHENEVER, RATE_PAGES,  0,                               NULL,                   history_page,            "写过的内容"},
    {POST, "/nominations/:ref/history",      R(UNIT), WHENEVER, RATE_FORMS,  0,                               NULL,                   history_restore_page,    "写过的内容"},
    {GET,  "/nominations/:ref/versions/:a/:b", READERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   versions_page,           "版本比较"},
    {GET,  "/nominations/:ref/opinions/:opinion", VIEWERS, WHENEVER, RATE_PAGES, 0,                           NULL,                   opinion_scan_page,       "意见的扫描件"},
    {GET,  "/nominations/:ref/images/:sha",  VIEWERS | R(JOINT), WHENEVER, RATE_PAGES,  0,                               NULL,                   image_page,              "图片"},
    {GET,  "/nominations/:ref/files/:sha",   VIEWERS | R(JOINT), WHENEVER, RATE_PAGES,  0,                               NULL,                   evidence_file_page,      "附件"},
    {GET,  "/nominations/:ref/attachments",  R(UNIT), WHENEVER, RATE_PAGES,  0,                               NULL,                   attachments_page,        "附件材料"},
    {POST, "/nominations/:ref/attachments",  R(UNIT), WHENEVER, RATE_FORMS,  UPLOADS,                         attachments_prepare,    attachments_add_page,    "附件材料"},
    {POST, "/nominations/:ref/attachments/:file", R(UNIT), WHENEVER, RATE_FORMS, 0,                           NULL,                   attachment_act_page,     "附件材料"},
    {POST, "/nominations/:ref/uploads",      R(UNIT), WHENEVER, RATE_FORMS,  REPEATABLE,                      NULL,                   upload_begin_page,       "分段上传"},
    {GET,  "/nominations/:ref/uploads/:upload", R(UNIT), WHENEVER, RATE_FORMS, 0,                             NULL,                   upload_state_page,       "分段上传"},
    {POST, "/nominations/:ref/uploads/:upload", R(UNIT), WHENEVER, RATE_FORMS, REPEATABLE | UPLOADS,          upload_piece_prepare,   upload_piece_page,       "分段上传"},
    {POST, "/nominations/:ref/uploads/:upload/cancel", R(UNIT), WHENEVER, RATE_FORMS, REPEATABLE,             NULL,                   upload_cancel_page,      "分段上传"},
    {GET,  "/nominations/:ref/:section",     R(UNIT), WHENEVER, RATE_PAGES,  0,                               NULL,                   section_page,            "填写申报表"},
    {POST, "/nominations/:ref/:section",     R(UNIT), WHENEVER, RATE_FORMS,  KEEPS_TEXT | UPLOADS,            section_prepare,        section_save_page,       "填写申报表"},
    {POST, "/nominations/:ref/:section/draft", R(UNIT), WHENEVER, RATE_FORMS, KEEPS_TEXT | REPEATABLE,        NULL,                   section_draft_page,      "自动保存"},

    {GET,  "/reviews",                       ALL_REVIEWERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   reviews_page,            "审阅"},
    {GET,  "/reviews.xlsx",                  ALL_REVIEWERS, WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   reviews_xlsx_page,       "审阅清单"},
    {GET,  "/reviews/assignments",           R(OFFICE), S(PRELIMINARY_REVIEW), RATE_PAGES, 0,                 NULL,                   review_assign_page,      "分给审阅人"},
    {POST, "/reviews/assignments",           R(OFFICE), S(PRELIMINARY_REVIEW), RATE_FORMS, 0,                 NULL,                   review_assign_submit_page, "分给审阅人"},
    {GET,  "/reviews/returns",               LISTERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   returns_page,            "退回记录"},
    {GET,  "/reviews/returns.xlsx",          LISTERS, WHENEVER, RATE_PAPERS, SLOW,                            NULL,                   returns_xlsx_page,       "退回记录"},
    {GET,  "/reviews/:ref/return",           LISTERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   return_page,             "退回修改"},
    {POST, "/reviews/:ref/return",           LISTERS, WHENEVER, RATE_FORMS,  0,                               NULL,                   return_submit_page,      "退回修改"},
    {GET,  "/reviews/:ref",                  ALL_REVIEWERS, WHENEVER, RATE_PAGES, 0,                              NULL,                   review_page,             "审阅"},
    {POST, "/reviews/:ref",                  REVIEWERS, WHENEVER, RATE_FORMS, UPLOADS,                        scan_prepare,           opinion_give_page,       "审阅"},
    {POST, "/reviews/:ref/withdraw",         REVIEWERS, WHENEVER, RATE_FORMS, 0,                              NULL,                   opinion_take_back_page,  "收回意见"},
    {POST, "/reviews/:ref/scan",             REVIEWERS, WHENEVER, RATE_FORMS, UPLOADS,                        scan_prepare,           opinion_scan_add_page,   "意见的扫描件"},

    {POST, "/reviews/:ref/answer",           PRELIMINARY, WHENEVER, RATE_FORMS, 0,                            NULL,                   candidate_answer_page,   "初审"},
    {GET,  "/reviews/:ref/answers.pdf",      R(OFFICE), WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   candidate_answers_pdf_page, "初审意见表"},
    {POST, "/reviews/:ref/reviewers",        R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   candidate_reviewers_page, "审阅人"},
    {GET,  "/reviews/:ref/recusal",          PRELIMINARY, WHENEVER, RATE_PAGES, 0,                            NULL,                   recusal_page,            "回避"},
    {POST, "/reviews/:ref/recusal",          PRELIMINARY, WHENEVER, RATE_FORMS, 0,                            NULL,                   recusal_submit_page,     "回避"},

    {GET,  "/recommendations",               LISTERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   recommendations_page,    "推荐名单"},
    {GET,  "/recommendations.xlsx",          R(OFFICE), WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   recommendations_xlsx_page, "推荐汇总"},
    {POST, "/recommendations/order",         REVIEWERS, S(RECOMMENDATION), RATE_FORMS, REPEATABLE,                  NULL,                   recommendation_order_page, "推荐名单"},
    {GET,  "/recommendations/send",          REVIEWERS, S(RECOMMENDATION), RATE_PAGES, 0,                           NULL,                   recommendation_send_page, "报送推荐名单"},
    {POST, "/recommendations/send",          REVIEWERS, S(RECOMMENDATION), RATE_FORMS, 0,                           NULL,                   recommendation_send_submit_page, "报送推荐名单"},
    {GET,  "/recommendations/:ref",          LISTERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   recommendation_page,     "推荐名单"},
    {POST, "/recommendations/:ref/recall",   REVIEWERS, S(RECOMMENDATION), RATE_FORMS, 0,                           NULL,                   recommendation_recall_page, "撤回名单"},
    {POST, "/recommendations/:ref/receive",  R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   recommendation_receive_page, "登记收到"},
    {GET,  "/recommendations/:ref/scan",     LISTERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   recommendation_scan_file_page, "盖章件"},
    {POST, "/recommendations/:ref/scan",     REVIEWERS, WHENEVER, RATE_FORMS, UPLOADS,                     scan_prepare,           recommendation_scan_page, "上传盖章件"},
    {GET,  "/recommendations/:ref/list.pdf", LISTERS, WHENEVER, RATE_PAPERS, SLOW,                            NULL,                   recommendation_list_pdf_page, "推荐汇总表"},
    {GET,  "/recommendations/:ref/letter.pdf", LISTERS, WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   recommendation_letter_pdf_page, "推荐函"},
    {GET,  "/recommendations/:ref/list.xlsx", LISTERS, WHENEVER, RATE_PAPERS, SLOW,                           NULL,                   recommendation_xlsx_page, "推荐汇总表"},

    {GET,  "/figures",                       R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   figures_page,            "统计"},
    {GET,  "/figures.xlsx",                  R(OFFICE), WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   figures_xlsx_page,       "统计"},

    {GET,  "/reminders",                     R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   reminders_page,          "催办"},
    {POST, "/reminders",                     R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   reminders_act_page,      "催办"},
    {GET,  "/reminders.xlsx",                R(OFFICE), WHENEVER, RATE_PAPERS, SLOW,                          NULL,                   reminders_xlsx_page,     "欠办清单"},
    {GET,  "/reminders/template",            R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   reminder_template_page,  "催办文字"},
    {POST, "/reminders/template",            R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   reminder_template_save_page, "催办文字"},
    {GET,  "/reminders/sheets/:batch",       R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   reminder_sheets_page,    "催办单"},
    {GET,  "/reminders/sheets/:batch/sheets.pdf", R(OFFICE), WHENEVER, RATE_PAPERS, SLOW,                     NULL,                   reminder_sheets_pdf_page, "催办单"},
    {GET,  "/reminders/:body",               R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   reminder_page,           "催办"},
    {POST, "/reminders/:body/calls",         R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   reminder_call_page,      "登记催办"},
    {GET,  "/outbox",                        R(OFFICE) | R(ADMIN), WHENEVER, RATE_PAGES, 0,                   NULL,                   outbox_page,             "待发邮件"},
    {POST, "/outbox",                        R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   outbox_release_page,     "放行邮件"},
    {GET,  "/outbox/:ref",                   R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   mail_page,               "邮件"},
    {POST, "/outbox/:ref",                   R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   mail_act_page,           "邮件"},
    {GET,  "/messages",                      SIGNED,  WHENEVER, RATE_PAGES,  0,                               NULL,                   messages_page,           "通知"},
    {POST, "/messages/:ref/settle",          SIGNED,  WHENEVER, RATE_FORMS,  0,                               NULL,                   message_settle_page,     "通知"},
    {GET,  "/extensions",                    R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   extensions_page,         "延期与逾期"},
    {GET,  "/extensions/:body",              R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   extension_page,          "批准延期"},
    {POST, "/extensions/:body",              R(OFFICE), WHENEVER, RATE_FORMS, 0,                              NULL,                   extension_grant_page,    "批准延期"},
    {GET,  "/seals",                         R(OFFICE), WHENEVER, RATE_PAGES, 0,                              NULL,                   seals_page,              "盖章件"},
    {GET,  "/seals/:seal/scan",              READERS, WHENEVER, RATE_PAGES,  0,                               NULL,                   seal_scan_page,          "盖章件扫描图"},

    {POST, "/demo/stage",                    ANYONE,  WHENEVER, RATE_FORMS,  REPEATABLE | EVEN_EXPIRED_PASSWORD, NULL,                demo_stage_page,         "演示：换阶段"},
    {POST, "/demo/signin",                   ANYONE,  WHENEVER, RATE_FORMS,  REPEATABLE | EVEN_EXPIRED_PASSWORD, NULL,                demo_signin_page,        "演示：换身份"},
};
/* clang-format on */

const size_t routes_len = sizeof routes / sizeof routes[0];
