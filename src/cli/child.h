#ifndef WM_CLI_CHILD_H
#define WM_CLI_CHILD_H

#include "base/text.h"
#include "cli/drill.h"

/* One child in one figure, for the terminal of somebody who asked for that child:
 *
 *     looked_after E1: counted, because `visit_due on or after period end`
 *       due 2017-04-11, counted from 2017-02-28
 *
 *                                 2016-01-04                    2017-03-31
 *     > looked_after  2016-01-04  |==================================| E1
 *       cla_visit     2016-02-15  |   o                              | V1  seen yes
 *     * cla_visit     2017-02-28  |                               o  | V2  seen yes
 *
 * The facts shown are those of the tables that the measure reads, with the
 * columns that it asks of them. A fact is marked `*`
 * when the answer would be another without it, or the due date is counted from its day.
 */
typedef struct wm_child_question {
    wm_asking *asking;
    const wm_definition *measure;
    wm_str child; /* its key */
    wm_day at;
    wm_period_kind every;
    bool restricted; /* also of a restricted child */
} wm_child_question;

wm_exit wm_explain_child(wm_child_question *question, wm_text *out);

#endif
