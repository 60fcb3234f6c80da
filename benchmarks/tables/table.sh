#!/usr/bin/env bash
# Measures what one pass over content costs and prints it as the tables of benchmarks/README.md:
# digests alone, together and beside the JDK's own, from 4 KiB to 64 MiB, and chunked reads beside a
# plain channel. Takes about twelve minutes; with --short one, for the shape only.
#
#   benchmarks/tables/table.sh [--short]
#   -P name=value and the like after that go to JMH
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
pace=()
if [ "${1:-}" = --short ]; then
  shift
  pace=(-wi 1 -i 2 -w 300ms -r 300ms)
fi
jdk=$(DAVIT_ONLY_FIND_JAVA=yes sh "$home/cli/src/main/distribution/bin/davit")
cd "$home"
mvn -B -ntp -q -Dquick -pl benchmarks -am package dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$place/classpath" >"$place/mvn.log" 2>&1 || {
  tail -n 20 "$place/mvn.log" >&2
  exit 1
}
"$jdk/bin/java" -cp "benchmarks/target/quick/classes:$(cat "$place/classpath")" org.openjdk.jmh.Main \
  'OnePassDigestsBenchmark|ChunkedReadBenchmark' "${pace[@]}" -rf csv -rff "$place/result.csv" "$@" >"$place/jmh.log" || {
  tail -n 20 "$place/jmh.log" >&2
  exit 1
}
"$jdk/bin/java" "$home/benchmarks/tables/Tables.java" "$place/result.csv"
