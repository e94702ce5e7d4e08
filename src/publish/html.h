#ifndef WM_PUBLISH_HTML_H
#define WM_PUBLISH_HTML_H

#include "publish/publish.h"

/* The page of wm_publish_html (publish/publish.h): one file that asks nothing of the
 * network and can be read, printed and navigated without script.
 *
 *     marking, title, authority, as at
 *     overview     counts in words, every measure as a tile, what moved, what is far
 *     all measures one table, which a script can sort and filter
 *     a section for each measure, charts and their numbers
 *     about        footnotes, findings, how to read it
 *
 * Style and script are html.css and html.js; the page's content security policy names
 * their hashes and allows nothing else.
 */

#endif
