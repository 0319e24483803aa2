/* poster_sample.h - the poster of a hall with as many brands as asked. */
#ifndef TESTS_POSTER_SAMPLE_H
#define TESTS_POSTER_SAMPLE_H

#include "base/arena.h"
#include "base/text.h"
#include "document/form_paper.h"

#define POSTER_ADDRESS "https://pinpai.example.gov.cn/publicity/k3m9x2q7t4w8"

static const char *const poster_title[] = {"关于", "示例市第三批", "优质服务品牌", "候选名单的", "公示"};
static const char *const poster_text[] = {
    "根据《关于做好示例市第三批优质服务品牌推荐工作的通知》要求，经自荐申报、择优推荐、组织初审，拟将下列品牌列为示例市"
    "第三"
    "批优质服务品牌候选对象。为体现公开、公平、公正，现将名单予以公示，请社会各界监督评议。",
    "公示期内，对候选品牌有意见的，可通过来电、来信、电子邮件、来访或本网页向我办反映。反映情况应客观真实、具体明确。以"
    "单位"
    "名义反映的，请加盖公章；以个人名义反映的，请署真实姓名并留联系方式，我办将严格保密。信函以寄出邮戳日期为准。"};
static const char *const poster_contacts[] = {
    "受理单位：示例市文明办创建处", "地址：示例市龙城大道 1280 号　邮编：000000",
    "电话：0519-00000012（工作日 8:30—17:00）", "电子邮箱：wmb@example.gov.cn"};
static const char *const poster_remarks[] = {"名单按所属行业排列，排名不分先后。", "本次推荐评选不收取任何费用。"};
static const char poster_summary[] = "“一路暖行”创建于2013年9月，是示例市公交城北车队28路、35路的服务品牌。车队把“上车"
                                     "有问候、途中有照应、下车有提醒”写进服"
                                     "务规范，为老年乘客设敬老专座和低位扶手，为视障乘客配语音导盲牌，为学生开早高峰直"
                                     "达车。两年来收到表扬信460多封，乘客满"
                                     "意率97.6％，有责投诉下降了八成，做法在全市27条线路推广。";

/* `own`: whose poster it is, from 0. */
static inline struct poster_paper sample_poster(struct arena *a, size_t brands, const char *brand, bool is_a3)
{
    static const char *const names[] = {"一路暖行",        "23℃人社服务", "科学管理精修缮，优质服务为安居",
                                        "畅·镇江",         "e驾人",       "小区改造‘五共’工作法",
                                        "万名消费者评诚信"};
    static const char *const units[] = {"示例市公交公司城北车队", "示例市人力资源和社会保障综合服务中心城北分中心",
                                        "示例市直属房产管理处", "示例市第一供水服务大厅"};
    struct poster_line *lines = ARENA_ARRAY(a, struct poster_line, brands + 1);
    for (size_t i = 0; i < brands; i++) {
        lines[i] = (struct poster_line){names[i % 7], units[i % 4], i == 4 ? "已撤下" : "", false};
    }
    if (brands > 0) {
        lines[brands / 2] = (struct poster_line){brand, units[brands / 2 % 4], "", true};
    }
    return (struct poster_paper){
        .meta = {.title = "公示张贴件", .author = "示例市精神文明建设指导委员会办公室", .created_at = 1437350400},
        .title_parts = poster_title,
        .title_parts_len = 5,
        .brand_label = "本单位参加公示的品牌",
        .brand = brand,
        .unit = "示例市公交公司城北车队　28路、35路",
        .slogan = "一路有你，一路暖行",
        .summary = poster_summary,
        .period = "张贴时间：2015年7月20日至7月25日",
        .paragraphs = poster_text,
        .paragraphs_len = 2,
        .contact_title = "意见请向下列单位反映",
        .contacts = poster_contacts,
        .contacts_len = 4,
        .list_title = text_format(a, "候选名单（共 %zu 个，排名不分先后）", brands),
        .lines = lines,
        .lines_len = brands,
        .remarks = poster_remarks,
        .remarks_len = 2,
        .issuer = "示例市精神文明建设指导委员会办公室",
        .issued_on = "2015年7月20日",
        .foot = "公示第 1 版　·　校验码 7K3F-9Q2M",
        .qr_text = POSTER_ADDRESS,
        .qr_caption = "扫码看介绍",
        .is_a3 = is_a3};
}

#endif
