/* disk_room.h - room on the disk of the data directory: noticed before it is gone, and a reserve for when it is.
 *
 * SECURITY.md section 1: on a full disk even a deletion fails.  So DIR/ballast holds some room back; while little is
 * left, what can wait is refused and everything can still be read; when a write has failed for want of room the ballast
 * is given up, which leaves enough for people to sign in and out.  When there is room again, the ballast is filled
 * first and then all goes on by itself. */
#ifndef STORE_DISK_ROOM_H
#define STORE_DISK_ROOM_H

#include <stdbool.h>
#include <stdint.h>

struct disk_room;

enum {
    BALLAST_BYTES = 4 * 1024 * 1024,
    LOW_BYTES = 12 * 1024 * 1024,    /* less is little: what a night's work and its log may take */
    ENOUGH_BYTES = 24 * 1024 * 1024, /* without the ballast: it is not little any more           */
    LOOK_MS = 200                    /* how long what was seen counts                            */
};

/* Looks after DIR and makes DIR/ballast.  `free_bytes` tells how much the program may still write below a directory, or
 * -1 when that cannot be told; NULL: what the file system says.  Never NULL. */
struct disk_room *disk_room_new(const char *dir, int64_t (*free_bytes)(const char *dir));
void disk_room_free(struct disk_room *r); /* NULL is fine */

/* Whether what can wait must. */
bool disk_room_is_low(struct disk_room *r);

/* A write has failed for want of room. */
void disk_room_ran_out(struct disk_room *r);

#endif
