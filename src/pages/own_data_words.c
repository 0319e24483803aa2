/* own_data_words.c - what an entry of the log is called by the person whom it concerns. */
#include "pages/own_data_words.h"

#include <string.h>

static const struct {
    const char *verb, *words;
} verbs[] = {
    {"account_add", "开通账号"},
    {"account_disable", "停用账号"},
    {"account_enable", "恢复账号"},
    {"account_erase", "注销账号"},
    {"account_head", "指定为账号负责人"},
    {"act_for", "代办"},
    {"attachment_add", "上传材料"},
    {"attachment_describe", "修改材料说明"},
    {"attachment_move", "调整材料顺序"},
    {"attachment_remove", "去掉材料"},
    {"attachment_replace", "替换材料"},
    {"body_add", "新增单位"},
    {"code_remove", "去掉动态口令"},
    {"code_set", "设置动态口令"},
    {"contacts_on_paper", "打印完整联系方式"},
    {"contacts_reveal", "查看完整联系方式"},
    {"delegation_make", "委托他人"},
    {"delegation_recall", "收回委托"},
    {"extension_grant", "给予延期"},
    {"hall_add", "登记营业厅、窗口"},
    {"hall_end", "停用营业厅、窗口"},
    {"hall_rename", "修改营业厅、窗口"},
    {"import_apply", "导入单位和账号"},
    {"import_cancel", "停止导入"},
    {"import_done", "导入完成"},
    {"import_look", "检查导入的文件"},
    {"late_accept", "接受逾期申报"},
    {"late_keep", "逾期申报"},
    {"late_refuse", "不接受逾期申报"},
    {"likeness_found", "发现相似品牌"},
    {"link_make", "生成链接"},
    {"link_use", "使用链接"},
    {"mail_turn", "处理邮件"},
    {"message_send", "发送提醒"},
    {"message_settle", "办结提醒"},
    {"name_accepted", "同意更正名称"},
    {"name_check", "发起名称核对"},
    {"name_confirm", "确认名称"},
    {"name_correct", "更正名称"},
    {"name_refused", "不同意更正名称"},
    {"nomination_accept", "受理申报"},
    {"nomination_restore", "恢复申报"},
    {"nomination_return", "退回修改"},
    {"nomination_start", "开始申报"},
    {"nomination_submit", "提交申报"},
    {"nomination_withdraw", "撤回申报"},
    {"objection_accept", "受理意见"},
    {"objection_answer", "登记答复"},
    {"objection_archive", "意见归档"},
    {"objection_ask", "向单位询问"},
    {"objection_ask_review", "登记复核申请"},
    {"objection_assign", "指定经办人"},
    {"objection_conclude", "登记核查结论"},
    {"objection_decline", "不予受理意见"},
    {"objection_duty_end", "收回异议办理授权"},
    {"objection_duty_grant", "异议办理授权"},
    {"objection_investigate", "开始核查"},
    {"objection_note", "核查记录"},
    {"objection_register", "登记公示意见"},
    {"objection_reply", "答复市文明办的询问"},
    {"objection_review", "登记复核结论"},
    {"objection_verify", "核实实名"},
    {"objector_erase", "删除反映人身份信息"},
    {"objector_reveal", "查看反映人"},
    {"opinion_give", "签署意见"},
    {"opinion_scan", "上传意见扫描件"},
    {"outcome_confirmed", "确认公布办理情况"},
    {"outcome_propose", "提出公布办理情况"},
    {"outcome_release", "公布办理情况"},
    {"outcome_withdrawn", "撤回公布办理情况的提议"},
    {"password_change", "修改密码"},
    {"password_expire", "密码到期"},
    {"password_reset", "重置密码"},
    {"past_award_added", "登记已命名品牌"},
    {"picture_added", "上传图片"},
    {"picture_removed", "去掉图片"},
    {"posting_proof", "上传张贴照片"},
    {"posting_replace", "替换张贴照片"},
    {"posting_withdraw", "撤回张贴照片"},
    {"publicity_confirmed", "确认发布公示"},
    {"publicity_correct", "更正公示的品牌"},
    {"publicity_draft", "存公示稿"},
    {"publicity_file_add", "上传公示的附件"},
    {"publicity_file_remove", "去掉公示的附件"},
    {"publicity_override", "公示检查放行"},
    {"publicity_propose", "提出发布公示"},
    {"publicity_release", "发布公示"},
    {"publicity_withdrawn", "撤回发布公示的提议"},
    {"recommendation_recalled", "收回推荐名单"},
    {"recommendation_received", "接收推荐名单"},
    {"recommendation_scan", "上传推荐函扫描件"},
    {"recommendation_send", "报送推荐名单"},
    {"recovery_code_use", "用恢复码登录"},
    {"recovery_codes_make", "生成恢复码"},
    {"recusal_declare", "申明回避"},
    {"registration_add", "单位登记"},
    {"registration_admit", "审核开通单位"},
    {"registration_correct", "更正单位登记"},
    {"registration_refuse", "不予开通单位"},
    {"reminder_call", "登记电话催办"},
    {"reminder_sheets", "打印催办单"},
    {"reminder_text", "修改催办文字"},
    {"return_answer", "答复退回意见"},
    {"return_recall", "收回退回"},
    {"review_answer", "提交初审意见"},
    {"review_assign", "分配初审"},
    {"review_unassign", "收回初审"},
    {"seal_received", "登记盖章件"},
    {"session_end", "退出其他登录"},
    {"shortlist_choose", "选定候选"},
    {"shortlist_confirmed", "确认发布候选名单"},
    {"shortlist_draft", "存候选名单稿"},
    {"shortlist_propose", "提出发布候选名单"},
    {"shortlist_release", "发布候选名单"},
    {"shortlist_withdrawn", "撤回发布候选名单的提议"},
    {"signin", "登录"},
    {"signin_failed", "登录没有成功"},
    {"signout", "退出"},
    {"text_kept", "未并入草稿的文字"},
    {"text_restored", "取回以前的文字"},
    {"text_settled", "处理两处修改"},
};

const char *own_act_words(const char *verb)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].verb, verb) == 0) {
            return verbs[i].words;
        }
    }
    return verb;
}

static const struct {
    const char *kind, *words, *counted;
} deeds[] = {
    {"registered", "登记来信来电", "件"},
    {"step", "办理", "步"},
    {"handled", "由您经办", "件"},
    {"reading", "查看反映人", "次"},
    {"erasure", "删除反映人身份信息", "件"},
    {"question", "向单位询问", "次"},
    {"reply", "答复询问", "次"},
    {"duty_granted", "授权他人办理", "次"},
    {"duty_ended", "收回授权", "次"},
};

const char *own_deed_words(const char *kind, const char **ret_counted)
{
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (strcmp(deeds[i].kind, kind) == 0) {
            *ret_counted = deeds[i].counted;
            return deeds[i].words;
        }
    }
    *ret_counted = "次";
    return kind;
}
