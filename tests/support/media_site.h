/* media_site.h - a site that takes files, by the real confined child: this program again. */
#ifndef TESTS_MEDIA_SITE_H
#define TESTS_MEDIA_SITE_H

#include "media/media.h"
#include "support/own_program.h"
#include "support/whole_request.h"

static inline void site_takes_files(struct site *s)
{
    char program[PATH_MAX];
    struct media_options o = {
        .exe = own_program(program), .dir = text_format(s->a, "%s/files", s->dir), .workers_max = 2};
    assert_int_equal(media_open(&o, &s->media), OK);
    s->app.media = s->media;
}

static inline int media_site_setup(void **state)
{
    struct site *s = site_open();
    site_takes_files(s);
    *state = s;
    return 0;
}

#endif
