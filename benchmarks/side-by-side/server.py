"""The servers that all tools upload to: a strict one that proves, a light one that measures, or a given one."""

import datetime
import glob
import hashlib
import hmac
import os
import re
import subprocess
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """Knows an S3 endpoint well enough to list a bucket."""

    bucket = "lift"

    def __init__(self, endpoint, access, secret, region):
        self.endpoint = endpoint
        self.access = access
        self.secret = secret
        self.region = region

    def cpu(self):
        return None

    def counters(self):
        return None

    def close(self):
        pass

    def objects(self, prefix):
        """Returns key (without the prefix) -> (size, ETag)."""
        found, token = {}, None
        while True:
            query = {"list-type": "2", "prefix": prefix + "/"}
            if token:
                query["continuation-token"] = token
            page = ElementTree.fromstring(self._get(query))
            space = NAMESPACE if page.tag.startswith("{") else ""
            for item in page.iter(space + "Contents"):
                key = item.findtext(space + "Key")[len(prefix) + 1:]
                found[key] = (int(item.findtext(space + "Size")), item.findtext(space + "ETag").strip('"'))
            token = page.findtext(space + "NextContinuationToken")
            if not token:
                return found

    def _get(self, query):
        host = urllib.parse.urlsplit(self.endpoint).netloc
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        scope = f"{now[:8]}/{self.region}/s3/aws4_request"
        empty = hashlib.sha256(b"").hexdigest()
        text = "&".join(
            f"{name}={urllib.parse.quote(value, safe='-_.~')}" for name, value in sorted(query.items()))
        canonical = (f"GET\n/{self.bucket}\n{text}\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{now}\n\n"
                     f"host;x-amz-content-sha256;x-amz-date\n{empty}")
        key = ("AWS4" + self.secret).encode()
        for step in scope.split("/"):
            key = hmac.new(key, step.encode(), hashlib.sha256).digest()
        signed = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()
        request = urllib.request.Request(f"{self.endpoint}/{self.bucket}?{text}", headers={
            "x-amz-date": now, "x-amz-content-sha256": empty,
            "authorization": f"AWS4-HMAC-SHA256 Credential={self.access}/{scope}, "
                             f"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={signature}"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return answer.read()


class Process(Server):
    """A server as a process of its own, which ends when its input does and counts what it serves."""

    def __init__(self, command, lines):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        told = dict(self.process.stdout.readline().split() for _ in range(lines))
        super().__init__(told["endpoint"], told.get("access_key", "JUDGE"), told.get("secret_key", "secret"),
                         told.get("region", "us-east-1"))

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def counters(self):
        """Returns (connections, requests) so far."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        told = "".join(iter(self.process.stdout.readline, "\n"))
        connections = int(re.search(r"connections=(\d+)", told).group(1))
        return connections, sum(int(n) for n in re.findall(r"requests=(\d+)", told))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class StrictServer(Process):
    """The testkit's: checks signature and digest of every body, and throws the bytes away."""

    def __init__(self, home, java):
        libraries = glob.glob(f"{home}/cli/target/davit/lib/jspecify-*.jar")
        path = ":".join([f"{home}/testkit/target/classes", f"{home}/core/target/classes", *libraries])
        super().__init__([java, "-XX:+UseSerialGC", "-Xmx2g", "-cp", path, "dev.davit.testkit.server.s3.S3ServerMain",
                          "--sink", "--any-payload", f"--bucket={self.bucket}"], 4)


class Judge(Process):
    """Believes everything and counts it, on one thread: the machine's time is the tools'."""

    def __init__(self, home, java, latency):
        super().__init__([java, "-XX:+UseSerialGC", "-Xmx256m", f"{home}/benchmarks/side-by-side/Judge.java",
                          str(latency)], 1)
