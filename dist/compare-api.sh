#!/usr/bin/env bash
# Compares the public API of the modules that are published with that of the last tag (v*), by
# japicmp. Fails if something that callers or providers compiled against is gone or changed.
# Skips, with one line, where there is no tag. Build first: mvn -Dquick package
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
cd "$home"
if ! tag=$(git describe --tags --match 'v*' --abbrev=0 2>/dev/null); then
  echo 'compare-api: skipped, there is no tag v* to compare with'
  exit 0
fi
place=$(mktemp -d)
trap 'git worktree remove --force "$place/old" 2>/dev/null || true; rm -rf "$place"' EXIT
git worktree add -q --detach "$place/old" "$tag"
(cd "$place/old" && mvn -B -ntp -q -Dquick package)
(cd "$home" && mvn -B -ntp -q -Dquick package)
version=0.23.1
mvn -B -ntp -q dependency:copy -Dartifact="com.github.siom79.japicmp:japicmp:$version:jar:jar-with-dependencies" \
  -DoutputDirectory="$place"
jdk=$(DAVIT_ONLY_FIND_JAVA=yes sh cli/src/main/distribution/bin/davit)
jar_of() { find "$1/cli/target" -name "davit-$2-*.jar" -path '*/lib/*' 2>/dev/null | head -n 1; }
status=0
# What programs and providers compile against; the rest is the command's own.
for module in core; do
  old=$(jar_of "$place/old" "$module")
  new=$(jar_of "$home" "$module")
  [ -n "$old" ] || { echo "compare-api: $module is new since $tag"; continue; }
  [ -n "$new" ] || { echo "compare-api: $module is not built" >&2; exit 1; }
  "$jdk/bin/java" -jar "$place/japicmp-$version-jar-with-dependencies.jar" --old "$old" --new "$new" \
    -a public --only-modified --ignore-missing-classes --error-on-binary-incompatibility \
    --exclude 'dev.davit.core.internal' || status=1
done
exit "$status"
