#!/bin/sh
# What a newcomer does: clones the repository, with nothing of Maven's on the machine, and types the
# README's two commands. Downloads everything anew; takes some minutes.

set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d "${1:-/tmp}/davit-clean-clone.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

git clone -q "$home" "$place/davit"
cd "$place/davit"
mkdir "$place/home"
export HOME="$place/home" MAVEN_OPTS="-Duser.home=$place/home ${MAVEN_OPTS:-}"
unset XDG_STATE_HOME || true

begin=$(date +%s)
./davit up examples/workspace local:demo-store
echo "first command: $(($(date +%s) - begin)) s"
[ "$(cat demo-store/notes.md)" = "$(cat examples/workspace/notes.md)" ]
begin=$(date +%s)
mvn -B -q verify
echo "second command: $(($(date +%s) - begin)) s"
[ -z "$(git status --porcelain)" ] || {
  git status --short
  exit 1
}
echo "PASSED"
