#ifndef WM_LANG_WORD_H
#define WM_LANG_WORD_H

#include "base/str.h"

/* WM_STR for a table: C takes a compound literal for no constant there. */
#define WM_WORD(literal)                                                                 \
    {                                                                                    \
        "" literal, sizeof(literal) - 1                                                  \
    }

#endif
