// Counts the file operations of a process on paths that contain KILLPOINT_PATH, and kills it with
// SIGKILL immediately before the one numbered KILLPOINT_AT. The total is kept in KILLPOINT_COUNT.
// Built and preloaded by KillHarness; needs glibc.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *wanted;
static long kill_at = -1;
static long fallback;
static long *count = &fallback;

__attribute__((constructor)) static void begin(void) {
  wanted = getenv("KILLPOINT_PATH");
  const char *at = getenv("KILLPOINT_AT");
  if (at) kill_at = atol(at);
  // Shared memory, so that the count survives the kill.
  const char *file = getenv("KILLPOINT_COUNT");
  if (!file) return;
  int fd = open(file, O_RDWR | O_CREAT, 0600);
  if (fd < 0 || ftruncate(fd, sizeof(long)) != 0) return;
  void *page = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (page != MAP_FAILED) count = page;
  close(fd);
}

static void before(const char *path) {
  if (wanted && path && strstr(path, wanted) && __sync_add_and_fetch(count, 1) == kill_at) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
}

static void before_fd(int fd) {
  if (!wanted) return;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  before(path);
}

#define REAL(name)                 \
  static __typeof__(&name) real;   \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define ON_FD(result, name, parameters, fd, arguments) \
  result name parameters {                             \
    REAL(name);                                        \
    before_fd(fd);                                     \
    return real arguments;                             \
  }

#define ON_PATH(result, name, parameters, path, arguments) \
  result name parameters {                                 \
    REAL(name);                                            \
    before(path);                                          \
    return real arguments;                                 \
  }

ON_FD(ssize_t, write, (int fd, const void *bytes, size_t n), fd, (fd, bytes, n))
ON_FD(ssize_t, writev, (int fd, const struct iovec *parts, int n), fd, (fd, parts, n))
ON_FD(ssize_t, pwrite, (int fd, const void *bytes, size_t n, off_t at), fd, (fd, bytes, n, at))
ON_FD(ssize_t, pwrite64, (int fd, const void *bytes, size_t n, off64_t at), fd, (fd, bytes, n, at))
ON_FD(int, fsync, (int fd), fd, (fd))
ON_FD(int, fdatasync, (int fd), fd, (fd))
ON_FD(int, ftruncate, (int fd, off_t length), fd, (fd, length))
ON_FD(int, ftruncate64, (int fd, off64_t length), fd, (fd, length))
ON_PATH(int, rename, (const char *from, const char *to), to, (from, to))
ON_PATH(int, renameat, (int a, const char *from, int b, const char *to), to, (a, from, b, to))
ON_PATH(int, link, (const char *from, const char *to), to, (from, to))
ON_PATH(int, unlink, (const char *path), path, (path))
ON_PATH(int, unlinkat, (int at, const char *path, int flags), path, (at, path, flags))
ON_PATH(int, rmdir, (const char *path), path, (path))
ON_PATH(int, mkdir, (const char *path, mode_t mode), path, (path, mode))

// Opening counts where it may create.
#define OPEN(name)                                   \
  int name(const char *path, int flags, ...) {       \
    REAL(name);                                      \
    va_list rest;                                    \
    va_start(rest, flags);                           \
    mode_t mode = va_arg(rest, mode_t);              \
    va_end(rest);                                    \
    if (flags & O_CREAT) before(path);               \
    return real(path, flags, mode);                  \
  }

OPEN(open)
OPEN(open64)
