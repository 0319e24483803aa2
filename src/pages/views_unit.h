/* views_unit.h - signing in, and the pages of a nominating unit.  Included by views.h. */
#ifndef PAGES_VIEWS_UNIT_H
#define PAGES_VIEWS_UNIT_H

#endif
