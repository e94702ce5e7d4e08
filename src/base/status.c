#include "base/status.h"

const char *wm_status_text(wm_status status)
{
    switch (status) {
    case WM_OK:
        return "done";
    case WM_NOMEM:
        return "not enough memory";
    case WM_IO:
        return "the system refused a read or a write";
    case WM_UNUSABLE:
        return "it is not there, or is of another kind";
    case WM_REJECTED:
        return "the input has mistakes";
    case WM_LIMIT:
        return "the input is larger than a limit";
    case WM_CONFLICT:
        return "someone else changed it first";
    case WM_INTERRUPTED:
        return "interrupted";
    }
    return "unknown";
}
