#include "cli/protected.h"

#include "base/csv.h"
#include "base/file_system.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const char key_file[] = "key";
static const char log_file[] = "log.csv";

static const char *own_folder(wm_arena *arena)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (data && data[0] == '/')
        return wm_path_join(arena, data, "waymark/lists");
    return wm_path_join(arena, home && *home ? home : ".", ".local/share/waymark/lists");
}

/* The folder, or one above it, has a `.git`; of one that is not there yet, those above
 * it. */
static bool in_work_tree(const char *folder, wm_arena *arena)
{
    char path[PATH_MAX + sizeof "/.git"];
    while (folder && !wm_file_exists(folder))
        folder = wm_path_parent(arena, folder);
    if (!folder || !realpath(folder, path))
        return false;
    for (size_t len = strlen(path); len > 0; len--) {
        if (path[len] != '/' && path[len] != '\0')
            continue;
        memcpy(path + len, "/.git", sizeof "/.git");
        if (wm_file_exists(path))
            return true;
        path[len] = '\0';
    }
    return wm_file_exists("/.git");
}

/* The last part of the path is made for its owner alone. */
static wm_status make_folder(const char *folder, wm_arena *arena, wm_file_error *error)
{
    const char *parent = wm_path_parent(arena, folder);
    struct stat about;
    if (!parent)
        return WM_NOMEM;
    if (in_work_tree(folder, arena))
        return wm_file_refuse(error, WM_REJECTED, "write lists of children into", folder,
                              "it is in a git work tree; name another with --into");
    WM_TRY(wm_folder_make(parent, error));
    if (wm_system_mkdir(folder, 0700) != 0 && errno != EEXIST)
        return wm_file_refused(error, "make folder", folder);
    if (stat(folder, &about) != 0)
        return wm_file_refused(error, "look at", folder);
    if (!S_ISDIR(about.st_mode))
        return wm_file_refuse(error, WM_REJECTED, "write into", folder,
                              "it is not a folder");
    if (about.st_mode & (S_IRWXG | S_IRWXO) || about.st_uid != geteuid())
        return wm_file_refuse(error, WM_REJECTED, "write lists of children into", folder,
                              "others can enter it; `chmod 700` it, or name another "
                              "with --into");
    return WM_OK;
}

static wm_status read_key(wm_protected *protected, wm_file_error *error)
{
    const char *path = wm_path_join(protected->arena, protected->folder, key_file);
    wm_str bytes;
    if (!path)
        return WM_NOMEM;
    if (!wm_file_exists(path)) {
        randombytes_buf(protected->key, sizeof protected->key);
        return wm_file_create(
            path, 0600, (wm_str){(const char *)protected->key, sizeof protected->key},
            error);
    }
    WM_TRY(wm_file_read(path, 4096, protected->arena, &bytes, error));
    if (bytes.len != sizeof protected->key)
        return wm_file_refuse(error, WM_REJECTED, "use", path,
                              "it is not 32 bytes long; pseudonyms would change");
    memcpy(protected->key, bytes.data, sizeof protected->key);
    return WM_OK;
}

/* By the day they were written. */
static wm_status remove_old(const wm_protected *protected, wm_file_error *error)
{
    wm_str *names;
    size_t count;
    WM_TRY(wm_folder_list(protected->folder, ".list.csv", protected->arena, &names,
                          &count, error));
    for (size_t i = 0; i < count; i++) {
        struct stat about;
        const char *path =
            wm_path_join(protected->arena, protected->folder, names[i].data);
        if (!path)
            return WM_NOMEM;
        if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
            continue;
        if (time(NULL) - about.st_mtime > (time_t)WM_LIST_DAYS * 86400)
            unlink(path);
    }
    return WM_OK;
}

wm_status wm_protected_open(const char *folder, const char *records, wm_arena *arena,
                            wm_protected *protected_out, wm_file_error *error)
{
    char real[PATH_MAX];
    *protected_out = (wm_protected){.folder = folder, .arena = arena};
    if (!folder)
        protected_out->folder = own_folder(arena);
    if (!realpath(records, real))
        return wm_file_refused(error, "read folder", records);
    protected_out->records = wm_str_copy(arena, wm_str_of(real));
    if (!protected_out->folder || !protected_out->records.data)
        return WM_NOMEM;
    if (sodium_init() < 0)
        return wm_file_refuse(error, WM_IO, "use", "libsodium", "it does not start");
    WM_TRY(make_folder(protected_out->folder, arena, error));
    WM_TRY(read_key(protected_out, error));
    return remove_old(protected_out, error);
}

static void add(crypto_generichash_state *state, wm_str part)
{
    /* With its end, so that two parts are never read as two others. */
    crypto_generichash_update(state, (const unsigned char *)part.data, part.len);
    crypto_generichash_update(state, (const unsigned char *)"", 1);
}

void wm_pseudonym(const wm_protected *protected, wm_str what, wm_str key,
                  char out[WM_PSEUDONYM_BYTES])
{
    crypto_generichash_state state;
    unsigned char hash[crypto_generichash_BYTES_MIN];
    _Static_assert(WM_PSEUDONYM_BYTES == 1 + 2 * 8 + 1, "p, eight bytes and a NUL");
    crypto_generichash_init(&state, protected->key, sizeof protected->key, sizeof hash);
    add(&state, protected->records);
    add(&state, what);
    add(&state, key);
    crypto_generichash_final(&state, hash, sizeof hash);
    out[0] = 'p';
    sodium_bin2hex(out + 1, WM_PSEUDONYM_BYTES - 1, hash, 8);
}

static void write_now(wm_text *out)
{
    int64_t seconds = (int64_t)time(NULL);
    char day[11];
    int second = (int)(seconds % 86400);
    wm_day_print((wm_day)(seconds / 86400), day);
    wm_text_format(out, "%sT%02d:%02d:%02dZ", day, second / 3600, second / 60 % 60,
                   second % 60);
}

static void write_call(const wm_list_call *call, const char *path, wm_text *out)
{
    const struct passwd *user = getpwuid(getuid());
    char number[24];
    write_now(out);
    if (user)
        snprintf(number, sizeof number, "%.20s", user->pw_name);
    else
        snprintf(number, sizeof number, "%u", (unsigned)getuid());
    wm_csv_write_text(out, wm_str_of(number), false);
    wm_csv_write(out, call->measure, false);
    wm_csv_write(out, call->at, false);
    wm_csv_write(out, call->which, false);
    wm_csv_write(out, call->identified ? WM_STR("yes") : WM_STR("no"), false);
    wm_csv_write(out, call->restricted ? WM_STR("yes") : WM_STR("no"), false);
    wm_csv_write_text(out, call->reason, false);
    wm_csv_write_whole(out, (int64_t)call->rows);
    wm_csv_write_whole(out, (int64_t)call->left_out);
    wm_csv_write_text(out, wm_path_name(path), false);
    wm_csv_end_row(out);
}

static wm_status append(const char *path, wm_str line, wm_file_error *error)
{
    static const char heading[] = "when,who,measure,at,which,identified,restricted,"
                                  "reason,rows,left_out,file\r\n";
    int flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
    int descriptor = wm_system_open(path, flags, 0600);
    struct stat about;
    if (descriptor < 0)
        return wm_file_refused(error, "write the log", path);
    bool begun = fstat(descriptor, &about) == 0 && about.st_size > 0;
    bool good = (begun || wm_system_write(descriptor, wm_str_of(heading)) == 0) &&
                wm_system_write(descriptor, line) == 0 && wm_system_sync(descriptor) == 0;
    wm_status status = good ? WM_OK : wm_file_refused(error, "write the log", path);
    close(descriptor);
    return status;
}

/* A name that is free: `4.1-2017-03-31-overdue.list.csv`, then `...-overdue-2.list.csv`.
 */
static const char *free_path(const wm_protected *protected, const wm_list_call *call)
{
    for (unsigned number = 1;; number++) {
        char again[16] = "";
        if (number > 1)
            snprintf(again, sizeof again, "-%u", number);
        wm_str name = wm_str_format(protected->arena, "%.*s-%.*s-%.*s%s.list.csv",
                                    WM_FMT(call->measure), WM_FMT(call->at),
                                    WM_FMT(call->which), again);
        const char *path =
            name.data ? wm_path_join(protected->arena, protected->folder, name.data)
                      : NULL;
        if (!path || !wm_file_exists(path))
            return path;
    }
}

wm_status wm_protected_write(const wm_protected *protected, const wm_list_call *call,
                             wm_str list, const char **path_out, wm_file_error *error)
{
    const char *path = free_path(protected, call);
    const char *log = wm_path_join(protected->arena, protected->folder, log_file);
    wm_text line = {0};
    if (!path || !log)
        return WM_NOMEM;
    write_call(call, path, &line);
    wm_status status = wm_text_status(&line);
    if (status == WM_OK)
        status = append(log, wm_text_str(&line), error);
    wm_text_end(&line);
    WM_TRY(status);
    *path_out = path;
    return wm_file_create(path, 0600, list, error);
}
