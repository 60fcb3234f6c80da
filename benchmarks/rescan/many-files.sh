#!/bin/sh
# Lifts FILES files (10,000,000) to nowhere, twice, in a heap of 256 MiB: scan, state and the run
# itself. Makes the tree in a new folder under FOLDER (/dev/shm; 10 million files take some 12 GB
# there) and removes it. Build first: mvn -Dquick package
#
#   many-files.sh [FOLDER [FILES]]

set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
files=${2:-10000000}
java=${DAVIT_JAVA_HOME:+$DAVIT_JAVA_HOME/bin/}java
place=$(mktemp -d "${1:-/dev/shm}/davit-many.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

echo "making $files files"
folders=$(((files + 999) / 1000))
seq -f "$place/tree/group-%05g/set" 1 "$folders" | xargs mkdir -p
for folder in "$place"/tree/*/set; do
  (cd "$folder" && seq -f 'sample-%04g.json' 1 1000 | xargs touch)
done
"$java" -Xmx256m --enable-native-access=ALL-UNNAMED \
  -cp "$home/benchmarks/target/quick/classes:$home/benchmarks/target/classes:$home/cli/target/davit/lib/*" \
  dev.davit.benchmarks.NullLift "$place/tree" "$place/state"
