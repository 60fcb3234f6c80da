#!/usr/bin/env bash
# Builds this provider as a stranger would: Davit's artifacts are installed into a local repository
# of their own, and Maven builds and tests the provider against them, with nothing of Davit's tree.
# Then the jar goes into a folder of $DAVIT_PROVIDERS_DIR, and the command lifts a folder with it.
#
# Takes minutes, needs rclone. The short form of the same runs in every build: docs' ExampleTest.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
place=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$place"' EXIT
known=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
mkdir -p "$place/repository"
# What was fetched before need not be fetched again; the links keep the original as it is.
[ ! -d "$known" ] || cp -al "$known/." "$place/repository/"
rm -rf "$place/repository/dev/davit"
maven=(mvn -B -ntp -q "-Dmaven.repo.local=$place/repository")

(cd "$home" && "${maven[@]}" -Pdist -Dquick -pl bom,testkit,cli -am install)
cp -r "$here" "$place/provider"
rm -rf "$place/provider/target"
(cd "$place/provider" && "${maven[@]}" package)

mkdir -p "$place/providers/webdav" "$place/served" "$place/source"
cp "$place"/provider/target/*.jar "$place/providers/webdav/"
echo lifted >"$place/source/file.txt"
port=$((20000 + RANDOM % 20000))
rclone serve webdav --addr "127.0.0.1:$port" --config /dev/null "$place/served" 2>/dev/null &
server=$!
until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
DAVIT_PROVIDERS_DIR=$place/providers "$home/davit" up --state-dir "$place/state" \
  --endpoint "http://127.0.0.1:$port/" "$place/source" webdav://here/lifted
[ "$(cat "$place/served/lifted/file.txt")" = lifted ]
echo PASSED
