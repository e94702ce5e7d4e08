#include "cli/load.h"

#include "cli/counted.h"
#include "cli/program.h"
#include "cli/records.h"
#include "cli/say.h"
#include "intake/folder.h"

static wm_status judge_and_check(wm_arena *program, wm_loaded *loaded)
{
    WM_TRY(wm_judge(&loaded->folder, program, &loaded->judged));
    return wm_check(&loaded->judged, program, &loaded->findings);
}

wm_exit wm_load(const char *path, const wm_load_wish *wish, wm_arena *program,
                wm_loaded *loaded_out)
{
    wm_file_error error = {{0}};
    wm_diags diags;
    wm_diags_init(&diags, program);
    *loaded_out = (wm_loaded){0};
    const char *catalogue = wm_catalogue_folder(program);
    if (!catalogue)
        return wm_refused(WM_NOMEM, NULL);
    wm_status status = wm_folder_read_with(path, catalogue, program, &diags,
                                           &loaded_out->folder, &error);
    wm_print_diags(&diags);
    if (status == WM_OK && diags.errors)
        return WM_EXIT_INPUT;
    if (status == WM_OK && diags.lost)
        status = WM_NOMEM;
    const char *records = NULL;
    if (status == WM_OK)
        status = wm_records_place(wish->records, path, &loaded_out->folder.scorecard,
                                  program, &records);
    if (status == WM_OK && records) {
        wm_exit exit = wm_count_folder(path, wish->records, wish->known_at, program,
                                       &loaded_out->folder);
        if (exit != WM_EXIT_DONE)
            return exit;
    }
    if (status == WM_OK)
        status = judge_and_check(program, loaded_out);
    return wm_refused_of(path, program, status, &error);
}
