#!/bin/sh
# Compares a second `davit up` of a folder in which nothing changed with `find | sort`, which looks
# at each file once too: makes a tree of FILES files (1,000,000) in a new folder under FOLDER
# (/dev/shm), lifts it into a directory store beside it, takes turns ROUNDS times (3), prints the
# medians and their ratio, and removes everything. The heap is 256 MiB.
#
#   rescan-vs-find.sh [FOLDER [FILES [ROUNDS]]]
#
# A machine that does other work tells nothing.

set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
files=${2:-1000000}
rounds=${3:-3}
place=$(mktemp -d "${1:-/dev/shm}/davit-rescan.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
export DAVIT_JAVA_OPTS="-Xmx256m ${DAVIT_JAVA_OPTS:-}"

echo "making $files files in $place/tree"
folders=$(((files + 999) / 1000))
seq -f "$place/tree/group-%05g/set" 1 "$folders" | xargs mkdir -p
for folder in "$place"/tree/*/set; do
  (cd "$folder" && seq -f 'sample-%04g.json' 1 1000 | xargs touch)
done

# Prints how many hundredths of a second a command took.
timed() {
  start=$(date +%s%N)
  "$@" >/dev/null
  end=$(date +%s%N)
  echo $(((end - start) / 10000000))
}

look() {
  find "$place/tree" -type f -printf '%s %T@ %p\n' | sort
}

up() {
  "$home/davit" up "$place/tree" "local:$place/store" --state-dir "$place/state" --quiet "$@"
}

echo "first run: $(timed up) hundredths of a second"
up --report "$place/second.json"
grep -o '"successful_uploads" *: *[0-9]*' "$place/second.json" | head -n 1
look >/dev/null
round=0
while [ "$round" -lt "$rounds" ]; do
  echo "find $(timed look)" >>"$place/times"
  echo "davit $(timed up)" >>"$place/times"
  round=$((round + 1))
done
median() {
  grep "^$1 " "$place/times" | cut -d' ' -f2 | sort -n | sed -n "$(((rounds + 1) / 2))p"
}
find=$(median find)
davit=$(median davit)
echo "find | sort: $find, davit up: $davit hundredths of a second (medians of $rounds)"
echo "ratio: $((davit * 100 / find)) %"
