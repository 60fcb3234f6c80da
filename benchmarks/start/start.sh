#!/bin/sh
# Measures how long davit takes to start: `davit --version`, and `davit up` of one small file to
# local:, each time as if for the first time; beside `rclone version`. The commands take turns, so
# that whatever else the machine does hits all of them alike.
#
#   benchmarks/start/start.sh [RUNS]     21 runs unless given, at least 11
#   DAVIT   the command to measure; ./davit of this tree unless given
#
# Prints minimum and median of the wall time, the median of the CPU time (user + system) and the
# ratio of the wall medians to rclone's. Fails if a target is missed: 0.20 s and 0.60 s.
set -eu

home=$(cd "$(dirname "$0")/../.." && pwd)
runs=${1:-21}
[ "$runs" -ge 11 ] || { echo 'at least 11 runs' >&2; exit 64; }
davit=${DAVIT:-$home/davit}
command -v rclone >/dev/null || { echo 'rclone is needed, as the measure' >&2; exit 69; }
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export XDG_CACHE_HOME="$place/cache" HOME="$place"
mkdir "$place/source"
echo lifted >"$place/source/file.txt"

# The first run has the start cache made behind it; everything measured comes after.
"$davit" --version
waited=0
until find "$place/cache/davit" -name 'start-*.aot' -o -name 'start-*.jsa' 2>/dev/null | grep -q .; do
  sleep 1
  waited=$((waited + 1))
  [ "$waited" -lt 120 ] || { echo 'no start cache was made' >&2; exit 1; }
done

python3 - "$runs" "$davit" "$place" <<'PYTHON'
import os, shutil, statistics, subprocess, sys, time

runs, davit, place = int(sys.argv[1]), sys.argv[2], sys.argv[3]
up = [davit, "up", f"--state-dir={place}/state", f"{place}/source", f"local:{place}/store"]
commands = {
    "rclone version": (["rclone", "version"], None),
    "davit --version": ([davit, "--version"], 0.20),
    "davit up, one file": (up, 0.60),
}
wall = {name: [] for name in commands}
cpu = {name: [] for name in commands}
for _ in range(runs):
    for name, (command, _target) in commands.items():
        for old in ("state", "store"):
            shutil.rmtree(f"{place}/{old}", ignore_errors=True)
        begin = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall[name].append(time.monotonic() - begin)
        cpu[name].append(used.ru_utime + used.ru_stime)
        if status:
            sys.exit(f"{name} failed")
print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {runs} runs, seconds")
print(f"{'command':20} {'min':>6} {'median':>7} {'CPU':>6} {'x rclone':>9}  target")
missed = False
for name, (_, target) in commands.items():
    median = statistics.median(wall[name])
    ratio = median / statistics.median(wall["rclone version"])
    verdict = "" if target is None else f"{target:.2f} {'met' if median <= target else 'MISSED'}"
    missed = missed or verdict.endswith("MISSED")
    print(f"{name:20} {min(wall[name]):6.3f} {median:7.3f} {statistics.median(cpu[name]):6.3f} "
          f"{ratio:9.1f}  {verdict}")
sys.exit(missed)
PYTHON
