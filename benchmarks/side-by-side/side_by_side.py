"""Runs Davit and other tools on the same data against the same server, in turns; see README.md."""

import argparse
import glob
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from server import Judge, Server, StrictServer
from tools import MIB, TOOLS

KIB = 1 << 10


class Row:
    """One work, and the ratios that Davit is to stay under: (tool, measure) -> ratio."""

    def __init__(self, name, count, size, targets, latency=0, rss=512, second=False):
        self.name, self.count, self.size, self.targets = name, count, size, targets
        self.latency, self.rss, self.second = latency, rss, second


ROWS = [
    Row("10000x4KiB", 10_000, 4 * KIB, rss=300,
        targets={("s5cmd", "wall"): 0.9, ("s5cmd", "cpu"): 1.3, ("rclone", "wall"): 0.5}),
    Row("100000x4KiB", 100_000, 4 * KIB, rss=300,
        targets={("s5cmd", "wall"): 0.5, ("s5cmd", "cpu"): 0.7, ("rclone", "wall"): 0.25}),
    Row("10000x4KiB-20ms", 10_000, 4 * KIB, latency=20, rss=300,
        targets={("s5cmd", "wall"): 0.8, ("rclone", "wall"): 0.3}),
    Row("1000x1MiB", 1_000, MIB, targets={("s5cmd", "wall"): 0.5, ("rclone", "wall"): 0.4}),
    Row("1x4GiB", 1, 4096 * MIB,
        targets={("s5cmd", "wall"): 0.4, ("s5cmd", "cpu"): 0.4, ("rclone", "wall"): 0.25}),
    Row("100000-unchanged", 100_000, 4 * KIB, second=True, rss=300, targets={}),
]


def make(folder, row):
    """Makes the files of a row, the same on every machine."""
    done = folder + ".made"
    if os.path.exists(done):
        return
    shutil.rmtree(folder, ignore_errors=True)
    noise = random.Random(4).randbytes(2 * MIB)
    for number in range(row.count):
        sub = os.path.join(folder, f"group-{number // 100:04d}")
        os.makedirs(sub, exist_ok=True)
        with open(os.path.join(sub, f"object-{number:06d}.bin"), "wb") as out:
            left = row.size
            while left > 0:
                piece = number.to_bytes(8, "big") + left.to_bytes(8, "big") + noise[:MIB - 16]
                out.write(piece[:min(left, MIB)])
                left -= MIB
    open(done, "w").close()


def etag(path, part):
    """Returns the ETag that an object has if it arrived whole."""
    digests = []
    with open(path, "rb") as content:
        for piece in iter(lambda: content.read(part), b""):
            digests.append(hashlib.md5(piece).digest())
    if len(digests) <= 1:
        return (digests[0] if digests else hashlib.md5().digest()).hex()
    return f"{hashlib.md5(b''.join(digests)).hexdigest()}-{len(digests)}"


def arrived(server, tool, folder, row, prefix):
    """Makes sure that every object arrived, by name and length; returns name -> (file, ETag)."""
    local = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            local[os.path.relpath(path, folder)] = path
    there = server.objects(prefix)
    if there.keys() != local.keys():
        raise SystemExit(f"{tool.name}: {len(there)} objects arrived of {len(local)}")
    if any(size != row.size for size, _ in there.values()):
        raise SystemExit(f"{tool.name}: an object has another length than its file")
    return {name: (path, there[name][1]) for name, path in local.items()}


def check(server, tool, folder, row, prefix):
    """Makes sure that every object arrived: names and lengths of all, digests of a sample."""
    there = arrived(server, tool, folder, row, prefix)
    for name in random.Random(row.count).sample(sorted(there), min(50, len(there))):
        path, given = there[name]
        if "-" not in given:
            expected = etag(path, max(row.size, 1))
        else:
            parts = int(given.rpartition("-")[2])
            fits = -(-row.size // tool.part) == parts
            if not fits:
                print(f"  {tool.name}: {name} came in {parts} parts of unknown length; not digested")
                continue
            expected = etag(path, tool.part)
        if given != expected:
            raise SystemExit(f"{tool.name}: {name} has the ETag {given}, not {expected}")


def clean_environment(server):
    """Leaves out what would make tools differ: proxies, profiles, other authorities."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("AWS_", "RCLONE_", "DAVIT_STATE")) and not name.lower().endswith("_proxy")}
    return kept | {"AWS_ACCESS_KEY_ID": server.access, "AWS_SECRET_ACCESS_KEY": server.secret,
                   "AWS_REGION": server.region, "AWS_DEFAULT_REGION": server.region,
                   "AWS_EC2_METADATA_DISABLED": "true"}


def run(server, tool, home, folder, prefix, scratch):
    """Runs a tool once, from a cold process; returns what it took."""
    command, variables = tool.command(tool.path(home), server, folder, prefix, scratch)
    before, cpu_before = server.counters(), server.cpu()
    began = time.monotonic()
    process = subprocess.Popen(command, env=clean_environment(server) | variables,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if process.returncode != 0:
        raise SystemExit(f"{tool.name} ended with {process.returncode}: {' '.join(command)}")
    result = {"tool": tool.name, "wall": wall, "cpu": usage.ru_utime + usage.ru_stime,
              "rss": usage.ru_maxrss / 1024}
    if before is not None:
        after = server.counters()
        result |= {"connections": after[0] - before[0], "requests": after[1] - before[1],
                   "server": server.cpu() - cpu_before}
    return result


def prove(options, row, tools, known):
    """Sends everything once, unmeasured, to the server that checks each body, with each tool not yet proven."""
    for tool in tools:
        stamp = os.path.getmtime(tool.built(options.home))
        if known.get(f"{row.name} {tool.name}") == stamp or options.endpoint:
            continue
        server = StrictServer(options.home, options.java)
        try:
            prefix = f"{row.name}/{tool.name}-proof"
            with tempfile.TemporaryDirectory(dir=options.work) as scratch:
                run(server, tool, options.home, data(options, row), prefix, scratch)
            check(server, tool, data(options, row), row, prefix)
        finally:
            server.close()
        known[f"{row.name} {tool.name}"] = stamp
        print(f"  {tool.name}: every object arrived, and every signature and digest was right", flush=True)


def data(options, row):
    folder = os.path.join(options.work, f"{row.count}x{row.size}")
    make(folder, row)
    return folder


def measure(options, row, tools):
    """Returns all runs of a row."""
    folder = data(options, row)
    server = (Server(options.endpoint, os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"],
                     os.environ.get("AWS_REGION", "us-east-1"))
              if options.endpoint else Judge(options.home, options.java, row.latency))
    results = []
    try:
        warm_up(options, server, row, tools)
        for number in range(options.rounds):
            for tool in tools[number % len(tools):] + tools[:number % len(tools)]:
                prefix = f"{row.name}/{tool.name}-{number}-{os.getpid()}"
                with tempfile.TemporaryDirectory(dir=options.work) as scratch:
                    result = run(server, tool, options.home, folder, prefix, scratch)
                    arrived(server, tool, folder, row, prefix)
                    if row.second:
                        result = run(server, tool, options.home, folder, prefix, scratch)
                results.append(result)
                print("  " + "  ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{v}"
                                       for k, v in result.items()), flush=True)
    finally:
        server.close()
    return results


def warm_up(options, server, row, tools):
    """A server that has just started is slower than one that runs, and so is a tool's first start: nobody pays."""
    sample = Row("warm", 2_000 if row.size < MIB else 100, min(row.size, MIB), {})
    for number in range(2):
        for tool in tools:
            with tempfile.TemporaryDirectory(dir=options.work) as scratch:
                run(server, tool, options.home, data(options, sample), f"warm/{tool.name}-{number}", scratch)


def best(results, tool, measured):
    values = [r[measured] for r in results if r["tool"] == tool and measured in r]
    return (max if measured == "rss" else min)(values) if values else None


def table(row, results):
    """Prints a row's results; returns whether Davit met all targets that could be compared."""
    names = list(dict.fromkeys(r["tool"] for r in results))
    print(f"\n{row.name}: best of {len(results) // len(names)}; RSS is the worst")
    print(f"  {'':8}{'wall s':>8}{'CPU s':>8}{'RSS MiB':>9}{'requests':>10}{'conns':>7}"
          f"{'server CPU':>12}{'Davit/it: wall':>16}{'CPU':>7}")
    met = True
    for name in names:
        wall, cpu, rss = (best(results, name, m) for m in ("wall", "cpu", "rss"))
        requests, connections, server = (best(results, name, m) for m in ("requests", "connections", "server"))
        share = "-" if server is None else f"{100 * server / wall / os.cpu_count():.0f} %"
        ratios = [best(results, "davit", m) / best(results, name, m) for m in ("wall", "cpu")]
        print(f"  {name:8}{wall:8.2f}{cpu:8.2f}{rss:9.0f}{requests if requests is not None else '-':>10}"
              f"{connections if connections is not None else '-':>7}{share:>12}{ratios[0]:16.2f}{ratios[1]:7.2f}")
    for (name, measured), target in row.targets.items():
        if name in names:
            ratio = best(results, "davit", measured) / best(results, name, measured)
            met &= said(f"{measured} against {name}", ratio, target)
    met &= said("RSS in MiB", best(results, "davit", "rss"), row.rss)
    if row.second:
        met &= said("requests", best(results, "davit", "requests") or 0, 0)
        met &= said("wall in s", best(results, "davit", "wall"), 2)
    return met


def said(what, value, target):
    print(f"  {'met   ' if value <= target else 'MISSED'} {what}: {value:.2f} of {target}")
    return value <= target


def java():
    """Returns the newest Java of this machine."""
    newest = (0, "java")
    for home in [os.environ.get("DAVIT_JAVA_HOME"), os.environ.get("JAVA_HOME"), *glob.glob("/usr/lib/jvm/*")]:
        release = os.path.join(home or "", "release")
        if home and os.path.exists(release):
            with open(release) as told:
                version = re.search(r'JAVA_VERSION="(\d+)', told.read())
            newest = max(newest, (int(version.group(1)) if version else 0, os.path.join(home, "bin/java")))
    return newest[1]


def options():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("--home", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--all", action="store_true", help="all rows")
    parser.add_argument("--row", nargs="+", default=[], choices=[r.name for r in ROWS], help="some rows")
    parser.add_argument("--tools", nargs="+", choices=[t.name for t in TOOLS], help="instead of all installed")
    parser.add_argument("--prove", action="store_true", help="only prove that what the tools send is right")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--again", action="store_true", help="forget results of earlier runs")
    parser.add_argument("--endpoint", help="of another S3 server to judge, with AWS_* set and a bucket \"lift\"")
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "davit-side-by-side"),
                        help="folder of the data and the results (9 GiB)")
    parser.add_argument("--java", default=java(), help="for the server; 21 or newer")
    given = parser.parse_args()
    if not given.all and not given.row:
        parser.error("say --all or --row NAME")
    return given


def main():
    given = options()
    os.makedirs(given.work, exist_ok=True)
    measured, proven = Kept(given, "results.json"), Kept(given, "proven.json")
    met = True
    for row in [r for r in ROWS if given.all or r.name in given.row]:
        tools = [t for t in TOOLS if t.path(given.home) and (not given.tools or t.name in given.tools)
                 and not (t.slow and row.count > 1_000 and not given.tools) and not (row.second and t.name != "davit")]
        print(f"{row.name}: {', '.join(t.name for t in tools)}; load {os.getloadavg()[0]:.1f}", flush=True)
        prove(given, row, tools, proven.known)
        proven.keep()
        if given.prove:
            continue
        if not given.all or row.name not in measured.known:
            measured.known[row.name] = measure(given, row, tools)
            measured.keep()
        met &= table(row, measured.known[row.name])
    if given.prove:
        return 0
    print("\nall targets met" if met else "\nnot all targets met")
    return 0 if met else 1


class Kept:
    """What earlier runs found out, unless it is to be forgotten."""

    def __init__(self, given, name):
        self.path = os.path.join(given.work, name)
        self.known = {}
        if os.path.exists(self.path) and not given.again:
            with open(self.path) as file:
                self.known = json.load(file)

    def keep(self):
        with open(self.path, "w") as file:
            json.dump(self.known, file)


if __name__ == "__main__":
    sys.exit(main())
