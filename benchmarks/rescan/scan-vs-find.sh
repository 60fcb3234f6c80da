#!/bin/sh
# Compares a scan of a folder with `find | sort`, which looks at each file once too: makes a tree of
# FILES files (1,000,000) in a new folder under FOLDER (/tmp), takes turns ROUNDS times (5), prints
# the median of each and their ratio, and removes the tree. Build first: mvn -pl benchmarks -am package
#
#   scan-vs-find.sh [FOLDER [FILES [ROUNDS]]]     try /dev/shm, and a disk
#
# The scan is a cold JVM each time, as a command is. A machine that does other work tells nothing.

set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
files=${2:-1000000}
rounds=${3:-5}
java=${DAVIT_JAVA_HOME:-${JAVA_HOME:+$JAVA_HOME}}
java=${java:+$java/bin/}java

tree=$(mktemp -d "${1:-/tmp}/davit-rescan.XXXXXX")
times=$(mktemp)
trap 'rm -rf "$tree" "$times"' EXIT
trap 'exit 130' INT TERM

echo "making $files files in $tree"
folders=$(((files + 999) / 1000))
seq -f "$tree/group-%04g/set" 1 "$folders" | xargs mkdir -p
for folder in "$tree"/*/set; do
  (cd "$folder" && seq -f 'sample-%04g.json' 1 1000 | xargs touch)
done

jars=$(find "$home/local/target" "$home/core/target" "$home/benchmarks/target" -maxdepth 1 -name classes | tr '\n' ':')
for artifact in org/eclipse/jgit/org.eclipse.jgit org/slf4j/slf4j-api org/jspecify/jspecify; do
  jar=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/$artifact" -name '*.jar' | sort -V | tail -n 1)
  jars=$jars$jar:
done

# Prints how many hundredths of a second a command took.
timed() {
  start=$(date +%s%N)
  "$@" >/dev/null
  end=$(date +%s%N)
  echo $(((end - start) / 10000000))
}

look() {
  find "$tree" -type f -printf '%s %T@ %p\n' | sort
}

scan() {
  "$java" -Xmx256m -cp "$jars" dev.davit.benchmarks.ScanBenchmark "$tree"
}

median() {
  grep "^$1 " "$times" | cut -d' ' -f2 | sort -n | sed -n "$(((rounds + 1) / 2))p"
}

scan
look >/dev/null
round=0
while [ "$round" -lt "$rounds" ]; do
  echo "find $(timed look)" >>"$times"
  echo "scan $(timed scan)" >>"$times"
  round=$((round + 1))
done

awk -v find="$(median find)" -v scan="$(median scan)" 'BEGIN {
  printf "find | sort %.2f s, scan %.2f s with the start of its JVM: %.2f times as long\n",
    find / 100, scan / 100, scan / find
}'
