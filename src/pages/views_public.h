/* views_public.h - the pages that everyone may read.  Included by views.h. */
#ifndef PAGES_VIEWS_PUBLIC_H
#define PAGES_VIEWS_PUBLIC_H

#endif
