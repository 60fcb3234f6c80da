#!/bin/sh
# Lifts a real tree into a directory store and checks the result with other people's tools: every
# regular file is there, byte for byte (diff), a second run sends nothing and opens no source file
# (strace). TREE should be large and written by others.
#
#   real-tree.sh [TREE [PLACE]]        /usr and a new folder under /tmp unless given

set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
tree=$(cd "${1:-/usr}" && pwd -P)
place=$(mktemp -d "${2:-/tmp}/davit-real-tree.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

up() {
  "$home/davit" up --all "$tree" "local:$place/store" --state-dir "$place/state" "$@"
}

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

begin=$(date +%s)
up --quiet --report "$place/first.json"
echo "first run: $(($(date +%s) - begin)) s"

files=$(find "$tree" -type f | wc -l)
stored=$(find "$place/store" -path "$place/store/.davit" -prune -o -type f -print | wc -l)
echo "regular files: $files, objects: $stored, bytes: $(du -sb "$place/store" | cut -f1)"
[ "$files" -eq "$stored" ] || fail "not every file became an object"
# What has no counterpart may only be links and the folders that hold nothing else.
diff -rq --no-dereference "$tree" "$place/store" >"$place/differences" 2>&1 || true
if grep -v "^Only in " "$place/differences"; then
  fail "objects differ from their files"
fi
echo "byte for byte the same, by diff"
links=$(find "$tree" ! -type f ! -type d | wc -l)
reported=$(grep -c '"symlink"\|"special"' "$place/first.json" || true)
echo "links and special files: $links, reported: $reported"
[ "$reported" -ge "$links" ] || fail "links or special files were not reported"

# With -y every opened descriptor is shown with its path, however it was opened.
strace -f -qq -y -e trace=open,openat,openat2 -o "$place/trace" \
  "$home/davit" up --all "$tree" "local:$place/store" --state-dir "$place/state" \
  --quiet --report "$place/second.json"
grep -q '"successful_uploads" *: *0,' "$place/second.json" || fail "the second run sent something"
find "$tree" -type f | LC_ALL=C sort >"$place/names"
grep -o '= [0-9]*<.*>$' "$place/trace" | sed 's/^= [0-9]*<//; s/>$//' | LC_ALL=C sort -u >"$place/opened"
# The shell, the loader, the JVM and the SQLite driver open files of their own, which may lie in
# the tree.
LC_ALL=C comm -12 "$place/names" "$place/opened" |
  grep -v "/jvm/\|/bin/\|/lib/x86_64-linux-gnu/\|/locale/\|/share/zoneinfo\|/lib/ssl\|/gconv\|/os-release$\|^$home" \
    >"$place/sources-opened" || true
echo "second run: paths opened: $(wc -l <"$place/opened"), source files among them: $(wc -l <"$place/sources-opened")"
[ ! -s "$place/sources-opened" ] || fail "opened: $(head -n 3 "$place/sources-opened")"
echo "PASSED"
