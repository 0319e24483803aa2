/* paper_sample.h - a complete, plainly fictitious nomination as it is printed; used by tests and the demonstration. */
#ifndef SUPPORT_PAPER_SAMPLE_H
#define SUPPORT_PAPER_SAMPLE_H

#include <stddef.h>
#include <string.h>

#include "document/form_paper.h"

#define SAMPLE_LEN(a) (sizeof(a) / sizeof((a)[0]))

static const char *const sample_paragraphs[] = {
    ("　　示例市第一供水服务大厅是全市供水行业规模最大的综合服务窗口，承担着主城区48.6万户居民和1."
     "2万家单位用户的报装、缴费、"
     "过户、报修和水质咨询业务，年接待群众31万人次。2013年9月以来，大厅从一封群众来信做起，创建了“一滴水·一颗心”服务品"
     "牌"
     "，"
     "把“用水无忧、服务有度”作为全体员工的共同追求，走出了一条窗口服务由“办得成”向“办得好”转变的路子。"),
    ("　　一、从群众的难处找起，把服务的起点放在用户家里"),
    ("　　品牌创建之初，我们没有急着定口号、挂牌子，而是用两个月时间走访了62个社区、1,"
     "860户居民，开了17场恳谈会，收集到意见"
     "943条。归纳起来，群众最不满意的有三件事：报装手续多、停水通知晚、老旧小区水压低。针对这三件事，大厅提出“三个一”承"
     "诺："
     "一张清单告知到底，凡需要用户提供的材料一次说清；一个电话回应到底，从受理到办结由同一名专员负责；一本台账跟踪到底"
     "，"
     "每件事什么时候办、谁来办、办得怎么样，用户随时可以查询。承诺公布以后，居民报装的平均时间由15个工作日缩短到4个工作"
     "日，"
     "需要提交的材料由9份减少到3份，往返次数由平均3.4次减少到1次。"),
    ("　　二、把一线的做法变成标准，让好服务可以复制"),
    ("　　服务好不好，不能只靠个人的热情。我们组织12名业务骨干，历时半年编写了《供水窗口服务规范》，对迎接、询问、受理"
     "、"
     "解释、送别五个环节的用语、动作和时限都作了规定，共86条；把新员工最容易出错的38种情形编成案例手册，配上短片，"
     "每周三下午集中演练。规范实施后，大厅先后有7名员工被评为市级“服务明星”，差错率从2013年的1.8‰下降到2014年的0.3‰。"
     "周边5个县（市）的供水单位先后派出9批、146人次前来跟班学习，其中4家原样采用了这套规范。"),
    ("　　三、让技术多跑路，让老人少出门"),
    ("　　大厅在2014年3月开通了网上营业厅和24小时自助服务区，查询、缴费、打印发票都可以自助办理，窗口排队时间由平均22分"
     "钟"
     "降到6分钟以内。与此同时，我们注意到，有4,"
     "300多户独居老人既不会上网，也不方便出门。为此，大厅组建了由28名党员和团员组成的"
     "“送水到家”志愿服务队，为每户老人建立一张服务卡，每季度上门一次，抄表、查漏、换龙头、讲安全，一次办完。队员朱镕、"
     "𬭊志强、"
     "张㛃三位同志的手机号码，就贴在老人家的电话机旁。两年来，服务队累计上门17,200多次，免费更换水龙头2,"
     "150只，发现并处理暗漏"
     "317处，为用户挽回水损近40万元。家住新桥新村的一位老人说：“孩子在外地，漏水的时候第一个想到的就是你们。”"),
    ("　　四、把监督交给群众，让品牌经得起检验"),
    ("　　品牌立起来难，守住更难。大厅在显著位置公布了服务承诺、监督电话和负责人照片，聘请23名社会监督员，每季度召开一"
     "次"
     "评议会；"
     "对每一笔业务进行回访，由用户给出“满意、基本满意、不满意”的评价，评价结果当天汇总、次日讲评、当月兑现。凡是不满意"
     "的"
     "，"
     "由值班主任在24小时内上门说明情况，直到问题解决。2014年共回访用户28.9万人次，满意率97.6％，有责投诉由2013年的41件"
     "下降到8件，全年没有发生一起因服务态度引起的纠纷。"),
    ("　　品牌创建以来，大厅先后获得示例省“工人先锋号”、示例市“文明示范窗口”等称号，《示例日报》、示例电视台等媒体作过1"
     "2"
     "次"
     "报道。我们深深体会到：服务品牌不是挂在墙上的牌子，而是群众心里的分量；只有把每一件小事当作大事来办，把每一位用户"
     "当"
     "作亲人"
     "来待，“一滴水”才能真正映照出“一颗心”。下一步，我们将在全市供水行业推广这套做法，力争用三年时间，使所有供水窗口都"
     "达"
     "到"
     "同一标准，让更多的群众喝上放心水、用上方便水。")};

/* The paragraphs above with "\n" between them; sample_form() puts it together. */
static char sample_story[8192];

static inline void sample_story_join(void)
{
    size_t n = 0;
    for (size_t i = 0; i < SAMPLE_LEN(sample_paragraphs); i++) {
        size_t len = strlen(sample_paragraphs[i]);
        if (n + len + 2 < sizeof sample_story) {
            memcpy(sample_story + n, sample_paragraphs[i], len);
            n += len;
            sample_story[n++] = '\n';
        }
    }
    sample_story[n > 0 ? n - 1 : 0] = '\0';
}

static const struct paper_field sample_cover[] = {
    {"品牌名称", "“一滴水·一颗心”供水服务"},
    {"申报单位（盖章）", "示例市第一供水服务有限公司"},
    {"所属行业", "供水"},
    {"推荐单位", "示例市城乡建设局"},
    {"填报日期", "2015年6月18日"},
};
static const struct paper_cell sample_brand[] = {{"品牌名称", "“一滴水·一颗心”供水服务", 1, 7}};
static const struct paper_cell sample_slogan[] = {{"品牌口号（服务理念）", "用水无忧，服务有度", 1, 7}};
static const struct paper_cell sample_kind[] = {{"品牌类型", "综合（服务方法、工作载体）", 1, 3},
                                                {"品牌创建时间", "2013年9月", 1, 3}};
static const struct paper_cell sample_unit[] = {{"申报单位", "示例市第一供水服务有限公司", 1, 7}};
static const struct paper_cell sample_window[] = {{"窗口（营业厅）名称", "示例市第一供水服务大厅", 1, 3},
                                                  {"统一社会信用代码", "91330100799655058B", 1, 3}};
static const struct paper_cell sample_sort[] = {{"单位性质", "国有企业", 1, 3}, {"所属行业", "供水", 1, 3}};
static const struct paper_cell sample_authority[] = {{"市行业主管部门", "示例市城乡建设局", 1, 3},
                                                     {"所在\n辖市、区", "示例区", 1, 3}};
static const struct paper_cell sample_address[] = {{"单位地址", "示例市示例区和平北路00号供水大厦3楼", 1, 4},
                                                   {"邮编", "213000", 1, 2}};
static const struct paper_cell sample_leader[] = {
    {"负责人", "朱镕堃", 1, 1}, {"职务", "总经理", 1, 1}, {"办公电话", "0519-00000012", 1, 3}};
static const struct paper_cell sample_contact[] = {
    {"联系人", "李𬭊", 1, 1}, {"职务", "服务部主任", 1, 1}, {"电子邮箱", "shuiwu@example.com", 1, 3}};
static const struct paper_cell sample_count[] = {
    {"职工人数", "426", 1, 1}, {"窗口人数", "38", 1, 1}, {"年服务人次", "310,000", 1, 3}};

static const struct paper_column sample_honour_columns[] = {
    {"名称", 3, false}, {"授予单位", 3, false}, {"年月", 1, true}};
static const char *const sample_honours[] = {"示例省“工人先锋号”",
                                             "示例省总工会",
                                             "2014.4",
                                             "示例市文明示范窗口",
                                             "示例市精神文明建设指导委员会",
                                             "2014.12",
                                             "全市供水行业优质服务竞赛第一名",
                                             "示例市城乡建设局",
                                             "2015.1"};
static const struct paper_column sample_media_columns[] = {{"媒体", 2, false}, {"标题", 4, false}, {"日期", 2, true}};
static const char *const sample_media[] = {"《示例日报》", "一封来信换来一张“服务卡”", "2014-03-12",
                                           "示例电视台",   "供水大厅里的“三个一”",     "2014-10-25"};

static const char sample_summary[] =
    "“一滴水·一颗心”是示例市第一供水服务大厅2013年9月创建的服务品牌。品牌以“用水无忧，服务有度”为理念，以“一张清单告知"
    "到底、"
    "一个电话回应到底、一本台账跟踪到底”为核心做法，制定86条服务规范，组建“送水到家”志愿服务队，为4,"
    "300多户独居老人建立服务卡，"
    "报装时间由15个工作日缩短到4个工作日，2014年用户满意率97.6％，做法已在周边5个县（市）推广。";
static const char sample_new[] = "首创供水服务“三个一”工作法，把多个部门分段办理的事项改为专员全程负责；把23℃恒温候事区"
                                 "、e驾人自助终端等做法引入供水窗口，"
                                 "形成“线上自助、线下帮办、上门代办”三位一体的服务模式，在全省供水行业尚属首次。";
static const char sample_lead[] = "编写《供水窗口服务规范》86条，被示例市城乡建设局作为行业推荐标准印发；差错率由1."
                                  "8‰降至0.3‰，先后接待9批、146人次同行学习，"
                                  "4家单位原样采用，引领了本行业服务发展的趋势。";
static const char sample_unique[] =
    "品牌名称朗朗上口，标识以一滴水托起一颗心为图案，寓意“以水为媒、以心换心”；服务卡、导引牌、工作服统一使用品牌标识。"
    "自主开发的台账系统可实时显示每件业务的进度，具有较高的科技含量。";
static const char sample_practice[] = "全部做法来自一线，简便易行：一张清单、一个电话、一本台账，不需要增加人员和大额投"
                                      "入，新员工培训两周即可上岗；案例手册和短片"
                                      "可以直接用于同类窗口的培训。";
static const char sample_whole[] =
    "单位成立了由总经理任组长的品牌建设领导小组，设专职管理人员2名，建立培训、考核、回访、讲评、奖惩等12项制度，每年安"
    "排专项经费"
    "35万元。近两年未发生重大违纪违法案件和重大责任事故，未发生有负面影响的服务质量问题。";

static const struct paper_statement sample_statements[] = {
    {"本单位系面向社会开放、直接服务群众的窗口单位。", true},
    {"申报的服务品牌运行已满一年。", true},
    {"近两年未发生重大违纪违法案件和重大责任事故，未发生有负面影响的服务质量问题。", true},
    {"申报的品牌未被命名为第一批、第二批优质服务品牌。", true},
    {"以上材料真实、准确，同意将品牌名称、简介等内容予以公示，并用于宣传报道和案例编印。", true}};
static const char sample_checked[] = "情况属实，同意推荐。经核，该单位近两年未发现重大违纪违法案件、重大责任事故和有负"
                                     "面影响的服务质量问题。\n推荐排序：第　　位。";

#define SAMPLE_SIGN .sign_left = "负责人（签字）：", .sign_seal = "（盖章）", .sign_dated = "年　　月　　日"
#define SAMPLE_PAIRS(c)                                                                                                \
    {                                                                                                                  \
        .kind = PAPER_ROW_PAIRS, .cells = (c), .cells_len = SAMPLE_LEN(c)                                              \
    }
#define SAMPLE_TEXT(l, t)                                                                                              \
    {                                                                                                                  \
        .kind = PAPER_ROW_TEXT, .label = (l), .text = (t)                                                              \
    }

static const struct paper_row sample_rows[] = {
    SAMPLE_PAIRS(sample_brand),
    SAMPLE_PAIRS(sample_slogan),
    SAMPLE_PAIRS(sample_kind),
    SAMPLE_PAIRS(sample_unit),
    SAMPLE_PAIRS(sample_window),
    SAMPLE_PAIRS(sample_sort),
    SAMPLE_PAIRS(sample_authority),
    SAMPLE_PAIRS(sample_address),
    SAMPLE_PAIRS(sample_leader),
    SAMPLE_PAIRS(sample_contact),
    SAMPLE_PAIRS(sample_count),
    {.kind = PAPER_ROW_TABLE,
     .label = "已获文明称号",
     .columns = sample_honour_columns,
     .columns_len = SAMPLE_LEN(sample_honour_columns),
     .values = sample_honours,
     .values_len = SAMPLE_LEN(sample_honours),
     .empty_text = "无"},
    {.kind = PAPER_ROW_TABLE,
     .label = "媒体报道（社会评价）",
     .columns = sample_media_columns,
     .columns_len = SAMPLE_LEN(sample_media_columns),
     .values = sample_media,
     .values_len = SAMPLE_LEN(sample_media),
     .empty_text = "无"},
    SAMPLE_TEXT("品牌简介", sample_summary),
    SAMPLE_TEXT("创新性", sample_new),
    SAMPLE_TEXT("引领性", sample_lead),
    SAMPLE_TEXT("独特性", sample_unique),
    SAMPLE_TEXT("实践性", sample_practice),
    SAMPLE_TEXT("整体性", sample_whole),
    SAMPLE_TEXT("主要事迹（品牌创建情况）", sample_story),
    {.kind = PAPER_ROW_STATEMENTS,
     .label = "申报承诺",
     .statements = sample_statements,
     .statements_len = SAMPLE_LEN(sample_statements)},
    {.kind = PAPER_ROW_OPINION, .label = "申报单位意见", .text = "材料属实，同意申报。", SAMPLE_SIGN},
    {.kind = PAPER_ROW_OPINION, .label = "辖市区文明办意见", .is_skipped = true, SAMPLE_SIGN},
    {.kind = PAPER_ROW_OPINION, .label = "市行业主管部门意见", .text = sample_checked, SAMPLE_SIGN},
    {.kind = PAPER_ROW_OPINION, .label = "市文明办意见", .text = "", SAMPLE_SIGN},
    {.kind = PAPER_ROW_OPINION,
     .label = "市文明委意见",
     .text = "同意命名为　□示例市十大服务品牌　□示例市优质服务品牌。",
     SAMPLE_SIGN},
};

static const char *const sample_notes[] = {"本表一律打印，数字使用阿拉伯数字。",
                                           "单位名称填写全称，并与公章一致。",
                                           "没有的内容填“无”。",
                                           "主要事迹可另附页。",
                                           "本表一式三份，使用A4纸双面打印，左侧装订。",
                                           "不得改变本表格式。"};
static const struct paper_copy sample_copies[] = {
    {1, "一式三份　第1份（市文明办存）"}, {2, "一式三份　第2份（推荐单位存）"}, {3, "一式三份　第3份（申报单位存）"}};
static const char sample_record[] =
    "{\"receipt_no\":\"SLPP-2015-0068\",\"version\":2,\"brand\":\"“一滴水·一颗心”供水服务\"}";

/* Three copies of a submitted form. */
static inline struct form_paper sample_form(void)
{
    sample_story_join();
    return (struct form_paper){.meta = {.title = "示例市第三批优质服务品牌申报表",
                                        .author = "示例市第一供水服务有限公司",
                                        .subject = "“一滴水·一颗心”供水服务",
                                        .lang = "zh-CN",
                                        .created_at = 1434611172,
                                        .record_json = (const unsigned char *)sample_record,
                                        .record_json_len = sizeof sample_record - 1,
                                        .record_name = "SLPP-2015-0068-v2.json"},
                               .cover_title = "示例市第三批优质服务品牌申报表",
                               .cover_lines = sample_cover,
                               .cover_lines_len = SAMPLE_LEN(sample_cover),
                               .cover_foot = "示例市精神文明建设指导委员会办公室　制",
                               .rows = sample_rows,
                               .rows_len = SAMPLE_LEN(sample_rows),
                               .notes_title = "填表说明",
                               .notes = sample_notes,
                               .notes_len = SAMPLE_LEN(sample_notes),
                               .copies = sample_copies,
                               .copies_len = SAMPLE_LEN(sample_copies),
                               .receipt_no = "SLPP-2015-0068",
                               .version_no = 2,
                               .check_code = "7K3F-9Q2M",
                               .qr_text = "https://pinpai.example.gov.cn/track?c=7K3F9Q2M",
                               .is_duplex = true};
}

static const struct paper_field sample_facts[] = {{"受理编号", "SLPP-2015-0068"},
                                                  {"提交时间", "2015年6月18日 15:06:12"},
                                                  {"申报版本", "第 2 版（校验码 7K3F-9Q2M）"},
                                                  {"品牌名称", "“一滴水·一颗心”供水服务"},
                                                  {"申报单位", "示例市第一供水服务有限公司"},
                                                  {"市行业主管部门", "示例市城乡建设局"}};
static const char *const sample_papers[] = {"《示例市第三批优质服务品牌申报表》1份（共6页）", "品牌标识1件", "照片1张"};
static const char *const sample_steps[] = {
    "打印《申报表》一式三份，A4纸双面打印，左侧装订，在“申报单位意见”栏签字、盖章。",
    "于2015年6月25日（周四）24:00前送市行业主管部门；主管部门初审后择优向市文明办推荐。",
    "凭受理编号可随时在网上查询办理进度。修改后须重新提交，原版本盖章件随即失效。"};
static const char *const sample_contact_lines[] = {"示例市文明办创建处　电话：0519-00000000（工作日9:00—17:30）",
                                                   "电子邮箱：pinpai@example.gov.cn"};

static inline struct receipt_paper sample_receipt(void)
{
    return (struct receipt_paper){
        .meta = {.title = "提交回执 SLPP-2015-0068", .author = "示例市文明办", .created_at = 1434611172},
        .heading = "示例市第三批优质服务品牌推荐",
        .title = "提交回执",
        .facts = sample_facts,
        .facts_len = SAMPLE_LEN(sample_facts),
        .papers_title = "已收材料",
        .papers = sample_papers,
        .papers_len = SAMPLE_LEN(sample_papers),
        .fingerprint_title = "材料指纹（SHA-256）",
        .fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        .steps_title = "接下来",
        .steps = sample_steps,
        .steps_len = SAMPLE_LEN(sample_steps),
        .contact_title = "联系方式",
        .contact = sample_contact_lines,
        .contact_len = SAMPLE_LEN(sample_contact_lines),
        .qr_text = "https://pinpai.example.gov.cn/track?c=7K3F9Q2M",
        .qr_caption = "扫码查询办理进度",
        .issuer = "示例市精神文明建设指导委员会办公室",
        .issued_on = "2015年6月18日"};
}

#endif
