/* finding.c */
#include "table/finding.h"

static const char old_text[] =
    "这是 .xls、.et 格式，或者加了密码的表格，不能直接读取。请用 WPS 或者 Excel 打开，取消密码，"
    "选“另存为”，类型选“Excel 工作簿（*.xlsx）”或者“CSV”，再上传";

const char *table_finding_name(enum table_finding finding)
{
    static const char *const names[TABLE__COUNT] = {
        "fine", "empty", "not_xlsx", "old", "binary", "too_big", "too_large", "damaged",
    };
    return finding < TABLE__COUNT ? names[finding] : "unknown";
}

const char *table_finding_text(enum table_finding finding)
{
    static const char *const texts[TABLE__COUNT] = {
        [TABLE_FINE] = "",
        [TABLE_EMPTY] = "文件是空的，请重新选择",
        [TABLE_NOT_XLSX] =
            "不是 XLSX 表格。请用 WPS 或者 Excel 打开，选“另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传",
        [TABLE_OLD] = old_text,
        [TABLE_BINARY] =
            "这是 .xlsb 格式。请用 WPS 或者 Excel 打开，选“另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传",
        [TABLE_TOO_BIG] = "文件超过 8 MB。请删去表格里的图片，只留要导入的工作表，再上传",
        [TABLE_TOO_LARGE] = "表格展开以后太大。请新建一个表格，只复制要导入的各行，另存为 XLSX 后再上传",
        [TABLE_DAMAGED] = "表格已经损坏，读不出来。请用 WPS 或者 Excel 打开，另存为新的 XLSX 或者 CSV 后再上传",
    };
    return finding < TABLE__COUNT ? texts[finding] : "";
}
