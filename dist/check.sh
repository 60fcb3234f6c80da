#!/usr/bin/env bash
# Shows that what assemble.sh made works: both archives hold the same, the image with its own Java
# lifts a folder without any other program on its PATH, the container's layers do so in a chroot
# with nothing else in it, and both start from their cache. Needs root or user namespaces.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here/target
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export DAVIT_START_CACHE=off
version=$(basename "$out"/davit-*-oci.tar -oci.tar)
jdk=$(DAVIT_ONLY_FIND_JAVA=yes sh "$here/../cli/src/main/distribution/bin/davit")

say() { printf '%-46s ' "$1"; }
fail() { echo "FAILED: $*"; exit 1; }
lifted() { [ "$(cat "$1/里/文件.txt")" = lifted ] || fail "nothing arrived in $1"; echo ok; }
fill() { mkdir -p "$1/里" && echo lifted >"$1/里/文件.txt"; }

say 'checksums'
(cd "$out" && sha256sum --quiet -c SHA256SUMS) && echo ok

say 'tar.gz: lifts a folder'
mkdir "$place/a plain one" "$place/zip"
tar -xzf "$out/$version.tar.gz" -C "$place/a plain one"
fill "$place/source"
"$place/a plain one/$version/bin/davit" up -q --state-dir "$place/state1" "$place/source" "local:$place/store1"
lifted "$place/store1"

say 'zip: the same files'
(cd "$place/zip" && "$jdk/bin/jar" xf "$out/$version.zip")
diff -r "$place/zip/$version" "$place/a plain one/$version" && echo ok

say 'licences, manual, completions, SBOM'
for wanted in LICENSE NOTICE sbom.json man/man1/davit.1 man/man1/davit-up.1 completions/davit.bash completions/_davit completions/davit.fish licences; do
  [ -e "$place/zip/$version/$wanted" ] || fail "$wanted is missing"
done
bash -n "$place/zip/$version/completions/davit.bash"
grep -q '"picocli"' "$place/zip/$version/sbom.json" || fail 'the SBOM does not know picocli'
echo ok

say 'own Java: lifts a folder, PATH empty'
mkdir "$place/own java"
tar -xzf "$out/$version"-*-*.tar.gz -C "$place/own java"
env -i HOME="$place" LC_ALL=C.UTF-8 PATH=/nonexistent "$place/own java/$version/bin/davit" \
  up -q --state-dir "$place/state2" "$place/source" "local:$place/store2"
lifted "$place/store2"

say 'own Java: starts from its cache'
mapped=$(env -i LC_ALL=C.UTF-8 PATH=/nonexistent DAVIT_JAVA_OPTS=-Xlog:class+load \
  "$place/own java/$version/bin/davit" --version | grep -c 'dev.davit.*shared objects file') || true
[ "$mapped" -gt 0 ] || fail 'no class came from the cache'
echo "ok, $mapped classes"

say 'own Java: has the modules that are needed'
mkdir "$place/classes"
for jar in "$place/zip/$version"/lib/*.jar; do
  (cd "$place/classes" && "$jdk/bin/jar" xf "$jar")
done
rm -rf "$place/classes/META-INF/versions"
find "$place/classes" -name module-info.class -delete
# Beans and Kerberos are offered by libraries, and used by nobody here.
"$jdk/bin/jdeps" --ignore-missing-deps --print-module-deps "$place/classes" 2>/dev/null | tail -n 1 | tr , '\n' |
  grep -vx -e java.desktop -e java.security.jgss -f "$here/modules.txt" >"$place/missing" || true
[ ! -s "$place/missing" ] || fail "add to dist/modules.txt: $(cat "$place/missing")"
echo ok

say 'container: the layers and nothing else'
mkdir "$place/image" "$place/root"
tar -xf "$out/$version-oci.tar" -C "$place/image"
field() { sed -n "s/.*\"$1\":\[\([^]]*\)\].*/\1/p" "$2" | tr -d '"' | tr ',' '\n'; }
while read -r layer; do
  tar -xf "$place/image/$layer" -C "$place/root"
done < <(field Layers "$place/image/manifest.json")
config=$place/image/$(sed -n 's/.*"Config":"\([^"]*\)".*/\1/p' "$place/image/manifest.json")
mapfile -t entry < <(field Entrypoint "$config")
fill "$place/root/data/source"
user=()
((EUID == 0)) || user=(--map-root-user)
# As a container runtime does: a root of its own, /proc, and the command as process 1.
# shellcheck disable=SC2016
inside() {
  env -i PATH="$PATH" HOME=/data LC_ALL=C.UTF-8 unshare "${user[@]}" --mount --pid --fork sh -c '
    mount --bind "$0" "$0" && cd "$0" && mkdir -p proc && mount -t proc proc proc && exec chroot "$0" "$@"' \
    "$place/root" "$@"
}
inside "${entry[@]}" up -q --state-dir /data/state /data/source local:/data/store
lifted "$place/root/data/store"

say 'container: starts from its cache'
mapped=$(inside "${entry[0]}" -Xlog:class+load "${entry[@]:1}" --version |
  grep -c 'dev.davit.*shared objects file') || true
[ "$mapped" -gt 0 ] || fail 'no class came from the cache'
echo "ok, $mapped classes"

say 'container: read by skopeo'
if command -v skopeo >/dev/null; then
  skopeo inspect "docker-archive:$out/$version-oci.tar" | grep -q '"Architecture"' || fail docker-archive
  skopeo inspect "oci-archive:$out/$version-oci.tar" | grep -q '"Architecture"' || fail oci-archive
  skopeo --insecure-policy copy -q "oci-archive:$out/$version-oci.tar" "dir:$place/copied" || fail 'copy'
  echo ok
else
  echo 'skipped: there is no skopeo here'
fi
