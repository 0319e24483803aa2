/* banned.h - names that must not appear in this program; included by the compiler for every file. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* Every system header that declares one of them comes first, so that only our own uses are caught. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Under _FORTIFY_SOURCE clang sees this one as a macro, and a macro cannot be poisoned. */
#undef sprintf

/* strcpy and friends know no bound; strtok, gmtime and rand keep state; atoi hides errors;
 * localtime depends on the machine's zone, ours is fixed at UTC+8. */
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok gmtime localtime ctime asctime mktime
#pragma GCC poison rand srand drand48 atoi atol atoll atof tmpnam tempnam mktemp system popen

#endif
