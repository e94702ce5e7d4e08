#ifndef WM_BASE_STATUS_H
#define WM_BASE_STATUS_H

/* Why an operation stopped. Mistakes in a user's file are not a status: they are
 * diagnostics (base/diag.h), collected so that all are shown at once.
 */
typedef enum wm_status {
    WM_OK = 0,
    WM_NOMEM,       /* allocation failed, or an arena met its limit      */
    WM_IO,          /* the system refused a read, write, open or rename  */
    WM_UNUSABLE,    /* what was named is missing, or of another kind   */
    WM_REJECTED,    /* input has diagnostics; nothing was changed        */
    WM_LIMIT,       /* input is larger than docs/limits.md promises      */
    WM_CONFLICT,    /* someone else changed it first                     */
    WM_INTERRUPTED, /* the person pressed ctrl-C; nothing was changed    */
} wm_status;

#define WM_NODISCARD __attribute__((warn_unused_result))

/* The only macro that returns: passes a refusal up to whoever can say it. */
#define WM_TRY(expression)                                                               \
    do {                                                                                 \
        wm_status try_status_ = (expression);                                            \
        if (try_status_ != WM_OK)                                                        \
            return try_status_;                                                          \
    } while (0)

/* A few words for a person: "not enough memory". Never NULL. */
const char *wm_status_text(wm_status status);

#endif
