/* Text reaches a page escaped and nothing else does; drawing is what was asked for. */
#include "harness.h"

#include "publish/page.h"
#include "publish/svg.h"

static wm_text out;
static wm_page page;

static void begin(void)
{
    wm_text_end(&out);
    out = (wm_text){0};
    page = (wm_page){&out};
}

TEST(text_is_escaped)
{
    begin();
    wm_page_text(&page, WM_STR("<b title=\"x\" class='y'>A & B</b>"));
    assert_str(wm_text_str(&out),
               "&lt;b title=&quot;x&quot; class=&#39;y&#39;&gt;A &amp; B"
               "&lt;/b&gt;");
    begin();
    wm_page_text(&page, WM_STR("a\x01"
                               "b\tc\nd\x7F"));
    assert_str(wm_text_str(&out), "a\xEF\xBF\xBD"
                                  "b\tc\nd\xEF\xBF\xBD");
    begin();
    wm_page_fill(&page, "<td class=\"{}\">{}</td>", WM_STR("\"><script>"), WM_STR("{}"));
    assert_str(wm_text_str(&out), "<td class=\"&quot;&gt;&lt;script&gt;\">{}</td>");
}
END

TEST(refused_memory_is_kept)
{
    begin();
    wm_page_text(&page, wm_page_said(&page, (wm_str){NULL, 0}));
    ck_assert_int_eq(wm_text_status(&out), WM_NOMEM);
    begin();
    wm_page_text(&page, wm_page_said(&page, WM_STR("")));
    ck_assert_int_eq(wm_text_status(&out), WM_OK);
}
END

static void assert_coordinate(double value, const char *want)
{
    begin();
    wm_page_coordinate(&page, value);
    assert_str(wm_text_str(&out), want);
}

TEST(coordinates_are_of_a_tenth)
{
    assert_coordinate(0, "0");
    assert_coordinate(12.34, "12.3");
    assert_coordinate(12.96, "13");
    assert_coordinate(-0.04, "0");
    assert_coordinate(-3.5, "-3.5");
    assert_coordinate(1200, "1200");
}
END

TEST(widths_are_those_of_arial)
{
    /* S 667, e 556, f 278, t 278, o 556, n 556 thousandths; bold 667 556 333 333 611 611
     */
    ck_assert_double_eq_tol(wm_text_width(WM_STR("Sefton"), 10, false), 28.91, 0.001);
    ck_assert_double_eq_tol(wm_text_width(WM_STR("Sefton"), 10, true), 31.11, 0.001);
    ck_assert_double_eq_tol(wm_text_width(WM_STR("\xC3\xA9\xE2\x80\x93"), 10, false),
                            11.12, 0.001);
    ck_assert_double_eq_tol(wm_text_width(WM_STR(""), 10, false), 0, 0.001);
}
END

TEST(a_picture_has_a_name_and_a_description)
{
    begin();
    wm_svg svg;
    wm_canvas canvas = wm_svg_begin(&svg, &page,
                                    &(wm_svg_picture){.id = WM_STR("t1"),
                                                      .title = WM_STR("Trend"),
                                                      .description = WM_STR("up & down"),
                                                      .width = 20,
                                                      .height = 10});
    canvas.text(&canvas, (wm_point){1, 9}, WM_STR("<5"),
                (wm_lettering){.colour = 0x0B0C0C, .size = 9, .anchor = WM_ANCHOR_END});
    wm_svg_end(&svg);
    assert_str(
        wm_text_str(&out),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\" "
        "viewBox=\"0 0 20 10\" role=\"img\" aria-labelledby=\"t1-t\" "
        "aria-describedby=\"t1-d\"><title id=\"t1-t\">Trend</title>"
        "<desc id=\"t1-d\">up &amp; down</desc><text x=\"1\" y=\"9\" font-size=\"9\" "
        "fill=\"#0b0c0c\" text-anchor=\"end\">&lt;5</text></svg>");
}
END

TEST(bars_of_one_colour_are_one_path)
{
    begin();
    wm_svg svg;
    const wm_pen none = {WM_NO_COLOUR, 0, 0};
    wm_canvas canvas = wm_svg_canvas(&svg, &page);
    canvas.rectangle(&canvas, (wm_point){0, 2}, 3, 8, 0x8C8C8C, none);
    canvas.rectangle(&canvas, (wm_point){4, 1}, 3, 9, 0x8C8C8C, none);
    canvas.rectangle(&canvas, (wm_point){8, 0}, 3, 10, 0x12436D, none);
    canvas.line(&canvas, (const wm_point[]){{0, 5}, {9, 5}}, 2,
                (wm_pen){0x0B0C0C, 1.5, 4});
    wm_svg_close(&svg);
    assert_str(
        wm_text_str(&out),
        "<path fill=\"#8c8c8c\" d=\"M0 2h3v8h-3zM4 1h3v9h-3z\"/>"
        "<path fill=\"#12436d\" d=\"M8 0h3v10h-3z\"/>"
        "<path d=\"M0 5L9 5\" fill=\"none\" stroke=\"#0b0c0c\" stroke-width=\"1.5\" "
        "stroke-dasharray=\"4\"/>");
}
END

TESTS(text_is_escaped, refused_memory_is_kept, coordinates_are_of_a_tenth,
      widths_are_those_of_arial, a_picture_has_a_name_and_a_description,
      bars_of_one_colour_are_one_path)
