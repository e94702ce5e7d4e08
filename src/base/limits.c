#include "base/limits.h"

#include <stdio.h>

const char *wm_size_print(size_t bytes, char size[WM_SIZE_BYTES])
{
    enum { KILO = 1024, MEGA = 1024 * 1024 };
    if (bytes >= MEGA && bytes % MEGA == 0)
        snprintf(size, WM_SIZE_BYTES, "%zu MB", bytes / MEGA);
    else if (bytes >= MEGA && bytes % (MEGA / 2) == 0)
        snprintf(size, WM_SIZE_BYTES, "%zu.5 MB", bytes / MEGA);
    else if (bytes >= KILO && bytes % KILO == 0)
        snprintf(size, WM_SIZE_BYTES, "%zu kB", bytes / KILO);
    else
        snprintf(size, WM_SIZE_BYTES, "%zu bytes", bytes);
    return size;
}
