#!/bin/sh
# Measures what a watch costs: how long after a file was closed an S3 on loopback shows it, over
# CHANGES single files (10,000) at RATE a second (100), and how much of a core it takes to watch
# FILES files (100,000) that nobody changes. Works in a new folder under FOLDER (/tmp) and removes
# it. Build first: mvn -Dquick package
#
#   watch.sh [FOLDER [CHANGES [RATE [FILES]]]]
#
# For the latency, a machine that does other work tells nothing.

set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
java=${DAVIT_JAVA_HOME:+$DAVIT_JAVA_HOME/bin/}java
place=$(mktemp -d "${1:-/tmp}/davit-watch.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

measure() {
  "$java" -Xmx512m --enable-native-access=ALL-UNNAMED \
    -cp "$home/benchmarks/target/quick/classes:$home/benchmarks/target/classes:$home/cli/target/davit/lib/*:${DAVIT_TEST_CLASSES:-$home/testkit/target/classes}" \
    dev.davit.benchmarks.WatchCost "$@"
}

uname -sr
nproc | sed 's/$/ cores/'
"$java" -version 2>&1 | head -1
cut -d' ' -f1-3 /proc/loadavg | sed 's/^/load /'
measure latency "$place/latency" "${2:-10000}" "${3:-100}"
measure idle "$place/idle" "${4:-100000}" 60
