/* own_data_words.h - what is held about oneself, in the words of the person whom it concerns. */
#ifndef PAGES_OWN_DATA_WORDS_H
#define PAGES_OWN_DATA_WORDS_H

/* An entry of the log; the log's own word where there is none. */
const char *own_act_words(const char *verb);
/* A kind of struct own_deed, and what it is counted in: "步". */
const char *own_deed_words(const char *kind, const char **ret_counted);

#endif
