#!/usr/bin/env bash
# Makes what people install, out of cli/target/davit:
#
#   davit-VERSION.tar.gz, .zip         for any system with a Java 21 or newer
#   davit-VERSION-OS-ARCH.tar.gz       with a Java of its own, which holds what davit needs of one
#   davit-VERSION-oci.tar              the same as a container image (Linux only), both an OCI
#                                      layout and what `docker load` takes; no daemon is asked
#
# assemble.sh VERSION TIMESTAMP. The first two are the same bytes for the same sources; the others
# hold a start cache, of which the JVM makes no two alike. Needs GNU tar and a JDK 21 or newer.
set -euo pipefail
version=$1
timestamp=$2
here=$(cd "$(dirname "$0")" && pwd)
home=$(dirname "$here")
made=$home/cli/target/davit
out=$here/target
work=$out/work
name=davit-$version
jdk=$(DAVIT_ONLY_FIND_JAVA=yes sh "$home/cli/src/main/distribution/bin/davit")
[ -f "$made/built" ] || { echo "build the command first: $made is missing" >&2; exit 1; }
rm -rf "$work"
mkdir -p "$work/$name"
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC

pack() { # OUT FOLDER
  tar --sort=name --mtime="$timestamp" --owner=0 --group=0 --numeric-owner --format=posix \
    --pax-option=delete=atime,delete=ctime -cf "$1" -C "$2" "${@:3}"
}

# Licences and notices as the jars bring them, and the list of all in the SBOM.
licences() {
  local jar folder
  for jar in lib/*.jar; do
    folder=licences/$(basename "$jar" .jar)
    mkdir -p "$folder"
    (cd "$folder" && "$jdk/bin/jar" xf "../../$jar" META-INF/LICENSE META-INF/LICENSE.txt META-INF/LICENSE.md \
      META-INF/NOTICE META-INF/NOTICE.txt META-INF/NOTICE.md LICENSE LICENSE.txt NOTICE about.html 2>/dev/null) || true
    find "$folder" -mindepth 2 -type f -exec mv {} "$folder" \;
    find licences -depth -type d -empty -delete
  done
}

lay_out() {
  cp -r "$made/bin" "$made/lib" .
  cp "$home/LICENSE" "$home/NOTICE" "$home/README.md" "$home/CHANGELOG.md" .
  mkdir -p providers
  echo 'Each further provider goes into a folder of its own here: providers/NAME/*.jar' >providers/README
  [ ! -f "$out/sbom.json" ] || cp "$out/sbom.json" sbom.json
  licences
  "$jdk/bin/java" -XX:TieredStopAtLevel=1 -cp 'lib/*' "$here/Manual.java" . "${timestamp%%T*}"
  mkdir completions
  davit() { "$jdk/bin/java" -XX:TieredStopAtLevel=1 -cp 'lib/*' dev.davit.cli.Main "$@"; }
  davit completion bash >completions/davit.bash
  davit completion fish >completions/davit.fish
  { echo '#compdef davit' && davit completion zsh; } >completions/_davit
  # Names the start cache: other jars, other name.
  echo "$version $(cat lib/*.jar | sha256sum | cut -c1-16)" >built
  find . -type f -exec chmod 644 {} +
  find . -type d -exec chmod 755 {} +
  chmod 755 bin/davit
}

java_of_its_own() { # FOLDER: what is laid out, with a Java in jre/
  cp -r "$work/$name" "$1"
  "$jdk/bin/jlink" --add-modules "$(tr -s '\n' , <"$here/modules.txt" | sed 's/,$//')" --strip-debug --no-header-files --no-man-pages \
    --compress zip-6 --generate-cds-archive --output "$1/jre"
  # The JVM compares times: the files get those that they have when they are unpacked.
  find "$1" -exec touch -h -d "$timestamp" {} +
  "$1/jre/bin/java" -XX:+UseSerialGC -cp "$(echo "$1"/lib/davit-cli-*.jar)" \
    dev.davit.cli.start.CacheMaker "$1/lib/start.$kind"
  [ -f "$1/lib/start.$kind" ] || { echo 'no start cache was made' >&2; exit 1; }
}

digest() { sha256sum "$1" | cut -d' ' -f1; }

blob() { # FILE: puts it among the blobs, prints its digest
  local sum
  sum=$(digest "$1")
  mv "$1" "image/blobs/sha256/$sum"
  echo "$sum"
}

# The C library of the machine that builds, as far as this Java links to it; nothing else is needed.
base_layer() {
  local library
  mkdir -p base/tmp base/etc base/data base/proc base/sys base/dev
  chmod 1777 base/tmp
  echo 'root:x:0:0:root:/data:/sbin/nologin' >base/etc/passwd
  echo 'hosts: files dns' >base/etc/nsswitch.conf
  { find "$1/jre" -name '*.so' -o -path '*/bin/java'; } | xargs ldd 2>/dev/null |
    sed -n 's/.*\(=> \|^\t\)\(\/[^ ]*\) (0x.*/\2/p' | grep -v "^$1" | sort -u |
    while read -r library; do
      mkdir -p "base$(dirname "$library")"
      cp -L "$library" "base$library"
    done
  # These are opened by name when a host's name is looked up.
  for library in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
    library=$(ldconfig -p | sed -n "s/.*$library (libc6,$(uname -m | tr _ -)).*=> //p" | head -n 1)
    [ -z "$library" ] || { mkdir -p "base$(dirname "$library")"; cp -L "$library" "base$library"; }
  done
}

container() { # FOLDER with a Java of its own
  local base app config jar architecture manifest
  mkdir -p image/blobs/sha256 app/opt
  base_layer "$1"
  cp -a "$1" app/opt/davit
  pack base.tar base .
  pack app.tar app opt
  jar=/opt/davit/lib/$(basename "$1"/lib/davit-cli-*.jar)
  case $(uname -m) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; *) architecture=$(uname -m) ;; esac
  base=$(blob base.tar)
  app=$(blob app.tar)
  cat >config.json <<JSON
{"created":"$timestamp","architecture":"$architecture","os":"linux","config":{"Env":["LC_ALL=C.UTF-8","HOME=/data"],"WorkingDir":"/data","Entrypoint":["/opt/davit/jre/bin/java",$cache_option"-XX:+UseSerialGC","-XX:-UsePerfData","--enable-native-access=ALL-UNNAMED","--sun-misc-unsafe-memory-access=allow","-Dguice_bytecode_gen_option=DISABLED","-Ddavit.home=/opt/davit","-jar","$jar"],"Labels":{"org.opencontainers.image.title":"davit","org.opencontainers.image.version":"$version","org.opencontainers.image.licenses":"Apache-2.0"}},"rootfs":{"type":"layers","diff_ids":["sha256:$base","sha256:$app"]},"history":[{"created":"$timestamp","created_by":"C library"},{"created":"$timestamp","created_by":"davit $version"}]}
JSON
  size_of() { stat -c %s "image/blobs/sha256/$1"; }
  config=$(blob config.json)
  local media=application/vnd.oci.image
  cat >manifest.json <<JSON
{"schemaVersion":2,"mediaType":"$media.manifest.v1+json","config":{"mediaType":"$media.config.v1+json","digest":"sha256:$config","size":$(size_of "$config")},"layers":[{"mediaType":"$media.layer.v1.tar","digest":"sha256:$base","size":$(size_of "$base")},{"mediaType":"$media.layer.v1.tar","digest":"sha256:$app","size":$(size_of "$app")}]}
JSON
  manifest=$(blob manifest.json)
  cat >image/index.json <<JSON
{"schemaVersion":2,"mediaType":"$media.index.v1+json","manifests":[{"mediaType":"$media.manifest.v1+json","digest":"sha256:$manifest","size":$(size_of "$manifest"),"annotations":{"org.opencontainers.image.ref.name":"$version","io.containerd.image.name":"docker.io/library/davit:$version"}}]}
JSON
  echo '{"imageLayoutVersion":"1.0.0"}' >image/oci-layout
  # For `docker load` of versions that know no OCI layout.
  echo "[{\"Config\":\"blobs/sha256/$config\",\"RepoTags\":[\"davit:$version\"],\"Layers\":[\"blobs/sha256/$base\",\"blobs/sha256/$app\"]}]" >image/manifest.json
  pack "$out/$name-oci.tar" image oci-layout index.json manifest.json blobs
}

feature=$("$jdk/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
kind=jsa
cache_option="\"-XX:SharedArchiveFile=/opt/davit/lib/start.jsa\","
if [ "$feature" -ge 25 ]; then
  kind=aot
  cache_option="\"-XX:AOTCache=/opt/davit/lib/start.aot\",\"-Xlog:aot*=off\",\"-Xlog:cds*=off\","
fi
(cd "$name" && lay_out)
find "$name" -exec touch -h -d "$timestamp" {} +
pack - . "$name" | gzip -9n >"$out/$name.tar.gz"
rm -f "$out/$name.zip"
find "$name" -type f | sort | "$jdk/bin/jar" --create --no-manifest --date="$timestamp" --file="$out/$name.zip" @/dev/stdin
os=$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
mkdir own
java_of_its_own "$work/own/$name"
pack - own "$name" | gzip -6n >"$out/$name-$os.tar.gz"
[ "$(uname -s)" != Linux ] || container "$work/own/$name"
rm -rf "$work"
(cd "$out" && sha256sum "$name"* >SHA256SUMS && cat SHA256SUMS)
