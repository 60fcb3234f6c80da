"""The tools that are compared, and the command that each needs to upload a folder."""

import os
import shutil
import urllib.parse


class Tool:
    """One tool. `slow` ones are left out of rows with many files."""

    def __init__(self, name, command, program=None, slow=False, part=None):
        self.name = name
        self.command = command
        self.program = program or name
        self.slow = slow
        self.part = part  # bytes of a part, for the ETag of a large object

    def path(self, home):
        if self.name == "davit":
            return os.path.join(home, "davit")
        return os.environ.get(self.name.upper()) or shutil.which(self.program)

    def built(self, home):
        """Returns a file that is newer when the tool is another."""
        return os.path.join(home, "cli/target/davit/built") if self.name == "davit" else self.path(home)


def davit(program, server, folder, prefix, scratch):
    return [program, "up", "-q", "--state-dir", scratch, "--endpoint", server.endpoint, folder,
            f"s3://{server.bucket}/{prefix}"], {}


def s5cmd(program, server, folder, prefix, scratch):
    return [program, "--endpoint-url", server.endpoint, "--log", "error", "cp", folder + "/",
            f"s3://{server.bucket}/{prefix}/"], {}


def rclone(program, server, folder, prefix, scratch):
    return [program, "copy", "--config", os.path.join(scratch, "rclone.conf"), "--transfers", "64",
            "--checkers", "64", "--s3-provider", "Other", "--s3-env-auth", "--s3-region", server.region,
            "--s3-endpoint", server.endpoint, folder, f":s3:{server.bucket}/{prefix}"], {}


def aws(program, server, folder, prefix, scratch):
    return [program, "s3", "cp", "--recursive", "--only-show-errors", "--endpoint-url",
            server.endpoint, folder, f"s3://{server.bucket}/{prefix}/"], {}


def s3cmd(program, server, folder, prefix, scratch):
    host = urllib.parse.urlsplit(server.endpoint).netloc
    config = os.path.join(scratch, "s3cmd")
    with open(config, "w") as out:
        out.write(f"[default]\naccess_key = {server.access}\nsecret_key = {server.secret}\n"
                  f"host_base = {host}\nhost_bucket = {host}\nuse_https = False\n")
    return [program, "-c", config, "--no-progress", "-q", "sync", folder + "/",
            f"s3://{server.bucket}/{prefix}/"], {}


def mc(program, server, folder, prefix, scratch):
    parts = urllib.parse.urlsplit(server.endpoint)
    host = f"{parts.scheme}://{server.access}:{server.secret}@{parts.netloc}"
    return [program, "--config-dir", scratch, "cp", "-q", "--recursive", folder + "/",
            f"judge/{server.bucket}/{prefix}/"], {"MC_HOST_judge": host}


MIB = 1 << 20

TOOLS = [
    Tool("davit", davit, part=8 * MIB),
    Tool("s5cmd", s5cmd, part=50 * MIB),
    Tool("rclone", rclone, part=5 * MIB),
    Tool("mc", mc, part=16 * MIB),
    Tool("aws", aws, slow=True, part=8 * MIB),
    Tool("s3cmd", s3cmd, slow=True, part=15 * MIB),
]
