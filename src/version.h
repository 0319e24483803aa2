/* version.h - what `jianpin version` says. */
#ifndef VERSION_H
#define VERSION_H

#define JIANPIN_VERSION "0.1.0"

#endif
