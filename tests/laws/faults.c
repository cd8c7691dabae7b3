/* Spoils one operation on a file below one folder; preloaded into the rebuilding process of the tests.
 *
 * faults_arm(folder, nth, how) spoils the nth operation from then on (0: none, they are only counted); faults_seen() is how many
 * there were. how: 'e' it fails once with EIO; 'f' the disk is full from there on; 's' it writes half of what it was given
 * (operations that do not write are let through); 'k' the process dies before it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum verdict { LET, FAIL, HALF };
enum needs { NOTHING, ROOM };

static char folder[PATH_MAX];
static size_t length;
static long nth, seen;
static char how;

void faults_arm(const char *path, long at, char kind) {
    nth = at;
    how = kind;
    seen = 0;
    length = strlen(path);
    memcpy(folder, path, length + 1);
}

long faults_seen(void) { return seen; }

static int is_below(const char *path) {
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static int is_open_below(int descriptor) {
    char link[64], path[PATH_MAX];
    if (!length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t end = readlink(link, path, sizeof path - 1);
    if (end < 0) return 0;
    path[end] = 0;
    return is_below(path);
}

static int is_there(int from, const char *path) {
    return path[0] == '/' || from == AT_FDCWD ? is_below(path) : is_open_below(from);
}

/* What becomes of an operation; sets errno where it fails. */
static enum verdict step(int concerned, enum needs needs, int writes) {
    if (!concerned) return LET;
    seen++;
    if (how == 'f' && nth && seen >= nth && needs == ROOM) {
        errno = ENOSPC;
        return FAIL;
    }
    if (seen != nth) return LET;
    if (how == 'k') kill(getpid(), SIGKILL);
    if (how == 's' && writes) return HALF;
    if (how != 'e') return LET;
    errno = EIO;
    return FAIL;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
#define ROOM_OF(flags) ((flags) & (O_CREAT | O_TRUNC) ? ROOM : NOTHING)

int open(const char *path, int flags, ...) {
    MODE REAL(int, "open", const char *, int, ...);
    return step(is_below(path), ROOM_OF(flags), 0) == FAIL ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE REAL(int, "open64", const char *, int, ...);
    return step(is_below(path), ROOM_OF(flags), 0) == FAIL ? -1 : real(path, flags, mode);
}

int openat(int from, const char *path, int flags, ...) {
    MODE REAL(int, "openat", int, const char *, int, ...);
    return step(is_there(from, path), ROOM_OF(flags), 0) == FAIL ? -1 : real(from, path, flags, mode);
}

int openat64(int from, const char *path, int flags, ...) {
    MODE REAL(int, "openat64", int, const char *, int, ...);
    return step(is_there(from, path), ROOM_OF(flags), 0) == FAIL ? -1 : real(from, path, flags, mode);
}

FILE *fopen(const char *path, const char *mode) {
    REAL(FILE *, "fopen", const char *, const char *);
    return step(is_below(path), strchr(mode, 'w') ? ROOM : NOTHING, 0) == FAIL ? NULL : real(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    REAL(FILE *, "fopen64", const char *, const char *);
    return step(is_below(path), strchr(mode, 'w') ? ROOM : NOTHING, 0) == FAIL ? NULL : real(path, mode);
}

ssize_t write(int descriptor, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    enum verdict verdict = step(is_open_below(descriptor), ROOM, 1);
    return verdict == FAIL ? -1 : real(descriptor, data, verdict == HALF ? (size + 1) / 2 : size);
}

size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
    REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *);
    enum verdict verdict = step(is_open_below(fileno(stream)), ROOM, 1);
    if (verdict == FAIL) return 0;
    if (verdict == HALF) errno = ENOSPC; /* of fwrite less than all is a failure */
    return real(data, size, verdict == HALF ? count / 2 : count, stream);
}

int fsync(int descriptor) {
    REAL(int, "fsync", int);
    return step(is_open_below(descriptor), NOTHING, 0) == FAIL ? -1 : real(descriptor);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return step(is_below(to), NOTHING, 0) == FAIL ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return step(is_below(path), ROOM, 0) == FAIL ? -1 : real(path, mode);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return step(is_below(path), NOTHING, 0) == FAIL ? -1 : real(path);
}

int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    return step(is_below(path), NOTHING, 0) == FAIL ? -1 : real(path);
}

int unlinkat(int from, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    return step(is_there(from, path), NOTHING, 0) == FAIL ? -1 : real(from, path, flags);
}
