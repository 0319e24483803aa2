/* office_sample.h - a letter and a register of the office, as long as asked. */
#ifndef TESTS_OFFICE_SAMPLE_H
#define TESTS_OFFICE_SAMPLE_H

#include "base/arena.h"
#include "base/text.h"
#include "document/form_paper.h"

static const struct paper_field office_defects[] = {
    {"品牌简介", "写的是单位的简介。请改写成品牌的简介：何时创建、为谁服务、怎样服务。"},
    {"实践性", "“群众满意率100%”没有出处，请写明调查的时间、范围和人数。"},
    {"附件", "缺服务标准文件。"}};

static inline struct office_paper sample_letter(void)
{
    static const struct office_block blocks[] = {
        {.kind = OFFICE_ADDRESS, .text = "示例市公交公司城北车队："},
        {.kind = OFFICE_TEXT,
         .text = "你单位申报的“一路暖行”公交服务（受理编号 SLPP-2015-0068，第 1 "
                 "版）收悉。经审核，下列内容需要补正，现一次性"
                 "告知："},
        {.kind = OFFICE_LIST, .items = office_defects, .items_len = 3},
        {.kind = OFFICE_TEXT,
         .text = "请于 2015年7月8日（星期三）24:00 以前在网上改好并再次提交。逾期不补正的，不予推荐。"},
        {.kind = OFFICE_NOTE, .text = "联系电话：0519-00000012（工作日 8:30—17:00）"}};
    return (struct office_paper){.meta = {.title = "补正通知", .author = "示例市交通运输局", .created_at = 1435900000},
                                 .title = "补正通知",
                                 .number = "SLPP-2015-0068",
                                 .blocks = blocks,
                                 .blocks_len = sizeof blocks / sizeof blocks[0],
                                 .issuer = "示例市交通运输局",
                                 .issued_on = "2015年7月2日",
                                 .foot = "受理编号 SLPP-2015-0068　·　校验码 7K3F-9Q2M",
                                 .qr_text = "https://pinpai.example.gov.cn/track?c=7K3F9Q2M"};
}

/* A register of `rows` brands. */
static inline struct office_paper sample_register(struct arena *a, size_t rows)
{
    enum { COLUMNS = 9 };
    static const struct paper_column columns[COLUMNS] = {
        {"序号", 3, true},     {"品牌名称", 8, false}, {"申报单位", 8, false},
        {"所属行业", 4, true}, {"创建时间", 5, true},  {"推荐排序", 4, true},
        {"联系人", 4, true},   {"联系电话", 6, true},  {"备注", 5, false}};
    static const struct paper_field signs[] = {
        {"推荐单位（盖章）", ""}, {"填表人", "李四"}, {"联系电话", "0519-00000012"}, {"日期", "2015年7月9日"}};
    const char **values = ARENA_ARRAY(a, const char *, rows *COLUMNS + 1);
    for (size_t i = 0; i < rows; i++) {
        const char **v = values + i * COLUMNS;
        v[0] = text_format(a, "%zu", i + 1);
        v[1] = i % 3 == 0 ? "科学管理精修缮，优质服务为安居" : "23℃人社服务";
        v[2] = i % 2 == 0 ? "示例市第一供水服务大厅" : "示例市人力资源和社会保障综合服务中心城北分中心";
        v[3] = "交通运输";
        v[4] = "2013年9月";
        v[5] = text_format(a, "%zu", i + 1);
        v[6] = "朱𬭊";
        v[7] = "0519-00000012";
        v[8] = "";
    }
    struct office_block *blocks = ARENA_ARRAY(a, struct office_block, 2);
    blocks[0] = (struct office_block){.kind = OFFICE_TABLE,
                                      .columns = columns,
                                      .columns_len = COLUMNS,
                                      .values = values,
                                      .values_len = rows * COLUMNS,
                                      .empty_text = "无推荐"};
    blocks[1] = (struct office_block){.kind = OFFICE_SIGNATURES, .items = signs, .items_len = 4};
    return (struct office_paper){
        .meta = {.title = "推荐汇总表", .author = "示例市交通运输局", .created_at = 1435900000},
        .heading = "示例市第三批优质服务品牌",
        .title = "推荐汇总表",
        .blocks = blocks,
        .blocks_len = 2,
        .foot = "第 1 次报送　·　校验码 7K3F-9Q2M",
        .qr_text = "https://pinpai.example.gov.cn/recommendations?code=7K3F9Q2M",
        .is_register = true};
}

#endif
