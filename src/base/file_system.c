#include "base/file_system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

enum { LONGEST_PATH_SHOWN = 300 };

/* How many more calls succeed; see wm_file_fail_after. */
static atomic_long remaining = -1;

void wm_file_fail_after(long count)
{
    atomic_store(&remaining, count);
}

static atomic_bool without_exchange, die_when_refused;

void wm_file_without_exchange(bool without)
{
    atomic_store(&without_exchange, without);
}

void wm_file_die_when_refused(bool die)
{
    atomic_store(&die_when_refused, die);
}

static bool refused(void)
{
    long left = atomic_load_explicit(&remaining, memory_order_relaxed);
    if (left > 0)
        atomic_store_explicit(&remaining, left - 1, memory_order_relaxed);
    if (left == 0 && atomic_load(&die_when_refused))
        _exit(1);
    if (left == 0)
        errno = ENOSPC;
    return left == 0;
}

int wm_system_open(const char *path, int flags, mode_t mode)
{
    if (refused())
        return -1;
    return open(path, flags | O_CLOEXEC, mode);
}

ssize_t wm_system_read(int descriptor, void *buffer, size_t bytes)
{
    if (refused())
        return -1;
    ssize_t got;
    do
        got = read(descriptor, buffer, bytes);
    while (got < 0 && errno == EINTR);
    return got;
}

int wm_system_write(int descriptor, wm_str bytes)
{
    if (refused())
        return -1;
    while (bytes.len > 0) {
        ssize_t put = write(descriptor, bytes.data, bytes.len);
        if (put < 0 && errno != EINTR)
            return -1;
        if (put > 0)
            bytes = wm_str_slice(bytes, (size_t)put, bytes.len);
    }
    return 0;
}

int wm_system_sync(int descriptor)
{
    if (refused())
        return -1;
    /* Some file systems have nothing to sync in a folder, and say EINVAL. */
    return fsync(descriptor) == 0 || errno == EINVAL ? 0 : -1;
}

int wm_system_mkdir(const char *path, mode_t mode)
{
    return refused() ? -1 : mkdir(path, mode);
}

int wm_system_rename(const char *from, const char *to)
{
    return refused() ? -1 : rename(from, to);
}

bool wm_system_lacks_exchange(void)
{
    return errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP;
}

int wm_system_exchange(const char *a, const char *b)
{
    if (refused())
        return -1;
    if (atomic_load(&without_exchange)) {
        errno = EINVAL;
        return -1;
    }
    return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
}

wm_status wm_file_refuse(wm_file_error *error, wm_status status, const char *act,
                         const char *path, const char *reason)
{
    /* Of a very long path the end tells more, and the reason must not be cut off. */
    size_t len = strlen(path);
    bool is_long = len > LONGEST_PATH_SHOWN;
    const char *end = is_long ? path + len - LONGEST_PATH_SHOWN : path;
    if (error)
        snprintf(error->text, sizeof error->text, "cannot %s %s%s: %s", act,
                 is_long ? "..." : "", end, reason);
    return status;
}

/* What is missing or of another kind is for the person to put right; the rest is the
 * system's: no space, no permission, a broken disk. */
static wm_status status_of(int number)
{
    static const int unusable[] = {ENOENT, ENOTDIR, EISDIR, ELOOP, ENAMETOOLONG};
    for (size_t i = 0; i < sizeof unusable / sizeof *unusable; i++)
        if (number == unusable[i])
            return WM_UNUSABLE;
    return WM_IO;
}

wm_status wm_file_refused(wm_file_error *error, const char *act, const char *path)
{
    wm_status status = status_of(errno);
    char buffer[128], reason[128];
    snprintf(reason, sizeof reason, "%s", strerror_r(errno, buffer, sizeof buffer));
    reason[0] =
        (char)(reason[0] >= 'A' && reason[0] <= 'Z' ? reason[0] - 'A' + 'a' : reason[0]);
    return wm_file_refuse(error, status, act, path, reason);
}

wm_status wm_file_sync(const char *path, wm_file_error *error)
{
    int descriptor = wm_system_open(path, O_RDONLY | O_NONBLOCK, 0);
    wm_status status = descriptor < 0 ? wm_file_refused(error, "write", path) : WM_OK;
    if (status != WM_OK)
        return WM_IO; /* we wrote it: that it is gone is nobody's input */
    if (wm_system_sync(descriptor) < 0)
        status = wm_file_refused(error, "write", path);
    close(descriptor);
    return status;
}

wm_status wm_file_create(const char *path, mode_t mode, wm_str bytes,
                         wm_file_error *error)
{
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
    int descriptor = wm_system_open(path, flags, mode);
    if (descriptor < 0)
        return wm_file_refused(error, "write", path);
    wm_status status = WM_OK;
    if (wm_system_write(descriptor, bytes) < 0)
        status = wm_file_refused(error, "write", path);
    if (close(descriptor) < 0 && status == WM_OK)
        status = wm_file_refused(error, "write", path);
    return status;
}

bool wm_file_about(const char *path, struct stat *about_out)
{
    return lstat(path, about_out) == 0;
}

static wm_status make_one(const char *path, wm_arena *arena, wm_folders_made *made,
                          wm_file_error *error)
{
    /* Told first, so that no folder is made which nobody would take back. */
    wm_str kept = wm_str_copy(arena, wm_str_of(path));
    if (!kept.data || !wm_list_push(arena, &made->list, kept.data))
        return WM_NOMEM;
    if (wm_system_mkdir(path, 0777) == 0)
        return WM_OK;
    made->list.count--;
    if (errno == EEXIST && wm_file_is_folder(path))
        return WM_OK;
    if (errno == EEXIST)
        return wm_file_refuse(error, WM_UNUSABLE, "make folder", path,
                              "there is a file of that name");
    return wm_file_refused(error, "make folder", path);
}

wm_status wm_folders_make(const char *path, wm_arena *arena, wm_folders_made *made,
                          wm_file_error *error)
{
    if (wm_file_is_folder(path))
        return WM_OK;
    wm_str whole = wm_str_copy(arena, wm_str_of(path));
    if (!whole.data)
        return WM_NOMEM;
    char *part = wm_arena_alloc(arena, whole.len + 1, 1);
    if (!part)
        return WM_NOMEM;
    for (size_t i = 0; i < whole.len; i++) {
        bool ends_a_part = i > 0 && whole.data[i] == '/' && whole.data[i - 1] != '/';
        if (ends_a_part && !wm_file_is_folder(part))
            WM_TRY(make_one(part, arena, made, error));
        part[i] = whole.data[i];
    }
    return wm_file_is_folder(part) ? WM_OK : make_one(part, arena, made, error);
}

void wm_folders_unmake(wm_folders_made *made)
{
    while (made->list.count > 0)
        rmdir(made->list.items[--made->list.count]);
}

wm_status wm_folder_lock(const char *path, int *descriptor_out, wm_file_error *error)
{
    *descriptor_out = -1;
    int descriptor = wm_system_open(path, O_RDONLY | O_DIRECTORY, 0);
    if (descriptor < 0)
        return wm_file_refused(error, "open", path);
    if (flock(descriptor, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK) {
        close(descriptor);
        return wm_file_refuse(error, WM_CONFLICT, "write", path,
                              "another waymark is writing there");
    }
    *descriptor_out = descriptor;
    return WM_OK;
}
