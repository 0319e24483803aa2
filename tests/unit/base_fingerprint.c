/* base_fingerprint.c - the seal of a record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fingerprint.h"

static void it_is_sha_256_in_hexadecimal(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(fingerprint(a, ""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(fingerprint(a, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_sha_256_in_hexadecimal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
