/* font_leaks.h - fontconfig keeps its global configuration until the process ends, and cairo 1.16 forgets 768 bytes for
 * some fonts it embeds in a PDF; LeakSanitizer must not mind. */
#ifndef SUPPORT_FONT_LEAKS_H
#define SUPPORT_FONT_LEAKS_H

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#if IS_SANITIZED
const char *__lsan_default_suppressions(void); /* the sanitizer's own name */
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n"
           "leak:libcairo\n";
}
#endif

#endif
