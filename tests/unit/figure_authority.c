#include "harness.h"

#include "figure/authority.h"

static void assert_found(const char *name, const char *code)
{
    const wm_authority *found = wm_authority_by_name(wm_str_of(name));
    ck_assert_msg(found != NULL, "no authority `%s`", name);
    ck_assert_msg(strcmp(found->code, code) == 0, "`%s` is %s, not %s", name, found->code,
                  code);
}

TEST(codes_are_in_order_and_each_is_found)
{
    for (size_t i = 0; i < wm_authority_count; i++) {
        wm_str code = wm_str_of(wm_authorities[i].code);
        ck_assert_uint_eq(code.len, 9);
        ck_assert(wm_authority_by_code(code) == &wm_authorities[i]);
        ck_assert(i == 0 ||
                  wm_str_compare(wm_str_of(wm_authorities[i - 1].code), code) < 0);
        ck_assert(wm_region_by_code(wm_str_of(wm_authorities[i].region_code)) != NULL);
    }
    ck_assert(wm_authority_by_code(WM_STR("E08000099")) == NULL);
    ck_assert(wm_authority_by_code(WM_STR("")) == NULL);
}
END

/* 153 authorities since April 2023. */
TEST(as_many_as_there_are)
{
    size_t current = 0;
    for (size_t i = 0; i < wm_authority_count; i++)
        current += wm_authorities[i].until == 0;
    ck_assert_uint_eq(current, 153);
}
END

TEST(sefton_is_in_the_north_west)
{
    const wm_authority *sefton = wm_authority_by_code(WM_STR("E08000014"));
    ck_assert_str_eq(sefton->name, "Sefton");
    ck_assert_int_eq(sefton->old_code, 343);
    ck_assert_str_eq(sefton->region, "North West");
    ck_assert_str_eq(sefton->region_code, "E12000002");
    ck_assert(wm_authority_by_old_code(343) == sefton);
    ck_assert(wm_authority_by_old_code(999) == NULL);
}
END

/* As the Department's files, the LAIT and councils themselves write them. */
TEST(a_name_is_found_however_it_is_written)
{
    assert_found("Sefton", "E08000014");
    assert_found("SEFTON COUNCIL", "E08000014");
    assert_found("Sefton Metropolitan Borough Council", "E08000014");
    assert_found("St. Helens", "E08000013");
    assert_found("St Helens", "E08000013");
    assert_found("Herefordshire, County of", "E06000019");
    assert_found("Herefordshire", "E06000019");
    assert_found("Kingston Upon Hull, City of", "E06000010");
    assert_found("Hull", "E06000010");
    assert_found("Bristol", "E06000023");
    assert_found("City of Bristol", "E06000023");
    assert_found("Durham", "E06000047");
    assert_found("County Durham", "E06000047");
    assert_found("Bedford Borough", "E06000055");
    assert_found("Bournemouth, Christchurch & Poole", "E06000058");
    assert_found("City of London", "E09000001");
    assert_found("London Borough of Brent", "E09000005");
    assert_found("Southend on Sea", "E06000033");
    assert_found("  York ", "E06000014");
}
END

TEST(one_that_was_replaced_is_found_by_its_mark)
{
    assert_found("Dorset", "E06000059");
    assert_found("Dorset (Pre LG)", "E10000009");
    assert_found("Poole (Pre LG)", "E06000029");
    assert_found("Poole", "E06000029");
    assert_found("Cumbria", "E10000006");
    assert_found("Northamptonshire", "E10000021");
    ck_assert_int_eq(wm_authority_by_code(WM_STR("E10000021"))->until, 2021);
    /* Both codes of Sheffield have one number; the newer stands for it. */
    ck_assert_str_eq(wm_authority_by_old_code(373)->code, "E08000039");
    assert_found("Sheffield", "E08000039");
}
END

TEST(what_is_no_authority_is_not_found)
{
    static const char *const others[] = {
        "",       " ",       "England", "North West", "Seft",
        "London", "council", "County",  "Sefton 2",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(wm_authority_by_name(wm_str_of(others[i])) == NULL, "%s",
                      others[i]);
    char many[300];
    memset(many, 'a', sizeof many);
    ck_assert(wm_authority_by_name((wm_str){many, sizeof many}) == NULL);
}
END

TEST(a_region_is_found_by_its_short_forms)
{
    static const struct {
        const char *text;
        const char *code;
    } forms[] = {
        {"North West", "E12000002"},     {"NW", "E12000002"},
        {"N West", "E12000002"},         {"north west", "E12000002"},
        {"Yorks & Humber", "E12000003"}, {"Yorkshire and the Humber", "E12000003"},
        {"East Mids", "E12000004"},      {"EoE", "E12000006"},
        {"E.Midlands", "E12000004"},     {"South-East", "E12000008"},
        {"Greater London", "E12000007"}, {"The North East", "E12000001"},
        {"West Midlands", "E12000005"},  {"SW", "E12000009"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const wm_region *found = wm_region_by_name(wm_str_of(forms[i].text));
        ck_assert_msg(found != NULL, "no region `%s`", forms[i].text);
        ck_assert_msg(strcmp(found->code, forms[i].code) == 0, "%s is %s", forms[i].text,
                      found->code);
    }
    ck_assert(wm_region_by_name(WM_STR("National Av")) == NULL);
    ck_assert(wm_region_by_name(WM_STR("")) == NULL);
    ck_assert(wm_region_by_code(WM_STR("E13000001")) == NULL);
}
END

TESTS(codes_are_in_order_and_each_is_found, as_many_as_there_are,
      sefton_is_in_the_north_west, a_name_is_found_however_it_is_written,
      one_that_was_replaced_is_found_by_its_mark, what_is_no_authority_is_not_found,
      a_region_is_found_by_its_short_forms)
