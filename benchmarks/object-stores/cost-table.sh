#!/usr/bin/env bash
# Prints what a small object costs at each store: PUT of 4 KiB by the providers, and by the vendors'
# own clients as they come, each client and each server in a process of its own. The first round is
# that of a cold process.
#
#   cost-table.sh [OBJECTS [ROUNDS [THREADS]]]
#
# Build first: mvn -DskipTests package. A machine that does other work tells only the CPU column.
set -euo pipefail
cd "$(dirname "$0")/../.."
objects=${1:-10000} rounds=${2:-4} threads=${3:-64}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath="benchmarks/target/classes:testkit/target/classes:cli/target/davit/lib/*"
[[ -d cli/target/davit/lib ]] || { echo 'build first: mvn -DskipTests package' >&2; exit 1; }

place=$(mktemp -d)
trap 'exec 3>&- || true; rm -rf "$place"' EXIT

measure() { # NAME SERVER...
  local name=$1
  shift
  mkfifo "$place/in-$name"
  "$java" -XX:+UseSerialGC -cp "$classpath" "$@" --sink <"$place/in-$name" >"$place/server-$name" &
  local server=$!
  exec 3>"$place/in-$name"
  until grep -q '^region' "$place/server-$name"; do sleep 0.1; done
  local endpoint id secret region
  while read -r key value; do
    case $key in
      endpoint) endpoint=$value ;; access_key) id=$value ;; secret_key) secret=$value ;; region) region=$value ;;
    esac
  done <"$place/server-$name"
  "$java" -XX:+UseSerialGC -cp "$classpath" dev.davit.benchmarks.StoreRate \
    "$name" "$endpoint" "$region" lift "$id" "$secret" "$objects" "$rounds" "$threads" 2>/dev/null
  exec 3>&-
  wait "$server"
}

echo "| client | round | PUT/s | µs CPU per PUT |"
echo "|---|---|---|---|"
measure s3 dev.davit.testkit.server.s3.S3ServerMain
measure oss dev.davit.testkit.server.osstos.StoreServerMain oss
measure tos dev.davit.testkit.server.osstos.StoreServerMain tos
measure oss-sdk dev.davit.testkit.server.osstos.StoreServerMain oss
measure tos-sdk dev.davit.testkit.server.osstos.StoreServerMain tos
