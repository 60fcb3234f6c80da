#!/bin/sh
# Runs Davit and other tools side by side: see README.md beside this.
#
#   run.sh --all            every row of the table, going on where an earlier run ended
#   run.sh --row NAME...    some rows
#   run.sh --help           all options

set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../.." && pwd)
"$home/davit" --version >/dev/null # built if it is not
classes=$home/testkit/target/classes
if [ ! -d "$classes/dev/davit/testkit/server/s3" ]; then
  (cd "$home" && mvn -B -ntp -q -Dquick -pl testkit -am package) >&2
fi
exec python3 "$here/side_by_side.py" --home "$home" "$@"
