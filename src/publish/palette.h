#ifndef WM_PUBLISH_PALETTE_H
#define WM_PUBLISH_PALETTE_H

#include "judge/judge.h"
#include "publish/canvas.h"

/* Colours of the Government Analysis Function; no red and green, contrast measured
 * (WCAG 2.2: 4.5:1 for text, 3:1 for graphics). A grade is never colour alone: it is a
 * word, a letter and a shape as well.
 */
enum {
    WM_INK = 0x0B0C0C,
    WM_INK_QUIET = 0x3D3D3D,
    WM_PAPER = 0xFFFFFF,
    WM_RULE = 0xBFBFBF,
    WM_DARK_BLUE = 0x12436D,
    WM_TEAL = 0x28A197,
    WM_PLUM = 0x801650,
    WM_ORANGE = 0xF46A25,
    WM_MID_BLUE = 0x2073BC,
    WM_LIGHT_BLUE = 0x6BACE6,
    WM_GREY = 0xBFBFBF,
    WM_BAR = 0x8C8C8C, /* a bar that is not the focus: 3.4:1 on white */
    WM_WASH = 0xF3F2F1,
};

typedef struct wm_grade_look {
    wm_colour fill;
    wm_colour ink; /* of text on the fill */
    wm_mark mark;
} wm_grade_look;

/*  Outstanding dark blue star · Good teal tick · Requires improvement orange triangle ·
 *  below plum cross · not graded white box                                            */
wm_grade_look wm_grade_look_of(wm_grade grade);

#endif
