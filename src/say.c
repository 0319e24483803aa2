/* say.c */
#include "say.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

void say(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    (void)vprintf(fmt, ap);
    va_end(ap);
    (void)putchar('\n');
    (void)fflush(stdout);
}

void complain(const char *fmt, ...)
{
    va_list ap;
    (void)fflush(stdout);
    (void)fputs("jianpin: ", stderr);
    va_start(ap, fmt);
    (void)vfprintf(stderr, fmt, ap);
    va_end(ap);
    (void)fputc('\n', stderr);
}

const char *err_sentence(enum err e)
{
    switch (e) {
    case OK: return "正常";
    case ERR_NOT_FOUND: return "没有找到";
    case ERR_CONFLICT: return "与已有的内容冲突";
    case ERR_BUSY: return "数据库正忙，请稍后再试";
    case ERR_FULL: return "磁盘已满，没有写入；请腾出空间后再试";
    case ERR_DENIED: return "没有权限";
    case ERR_TOO_LARGE: return "超过了大小限制";
    case ERR_INVALID:
    case ERR_MALFORMED: return "内容不符合要求";
    case ERR_SIGNED_OUT:
    case ERR_CLOSED:
    case ERR_METHOD:
    case ERR_TOO_MANY:
    case ERR_MISDIRECTED:
    case ERR_INTERNAL:
    case ERR__COUNT:
    default: return "内部错误，原因见上面的日志行";
    }
}

void progress(const char *label, size_t done, size_t total)
{
    if (isatty(STDERR_FILENO) == 1) {
        (void)fprintf(stderr, "\r%s %zu/%zu\033[K", label, done, total);
    }
}

void progress_end(void)
{
    if (isatty(STDERR_FILENO) == 1) {
        (void)fputs("\r\033[K", stderr);
    }
}

void say_cell(const char *text, int columns)
{
    int width = 0;
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t cp = 0;
        at += utf8_next(text + at, len - at, &cp);
        width += cp >= 0x1100 ? 2 : 1;
    }
    (void)printf("%s%*s", text, width < columns ? columns - width : 1, "");
}
