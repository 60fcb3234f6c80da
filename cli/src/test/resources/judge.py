"""Reads checkpoint and report as scripts written for the batch uploader before Davit read them.

usage: judge.py OUTPUT_FOLDER COMPLETED FAILED
Exits 0 if both have the shapes of its documents, and as many completed and failed files.
"""
import datetime
import glob
import json
import os
import re
import sys


def check(condition, what):
    if not condition:
        sys.exit(f"not as documented: {what}")


def load_checkpoint(folder):
    path = os.path.join(folder, "checkpoints", "upload_checkpoint.json")
    with open(path, "r", encoding="utf-8") as f:
        data = json.load(f)
    datetime.datetime.fromisoformat(data["timestamp"])
    check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}", data["timestamp"]), "timestamp")
    completed = set(data["completed_files"])
    failed = [(path, error) for path, error in data["failed_files"]]
    pending = list(data["pending_files"])
    check(len(completed) == len(data["completed_files"]), "a completed file twice")
    for path in list(completed) + [path for path, _ in failed] + pending:
        check(os.path.isabs(path) and os.path.isfile(path), f"no such file: {path}")
    check(not completed & {path for path, _ in failed}, "completed and failed")
    return completed, failed


def load_reports(folder):
    for path in sorted(glob.glob(os.path.join(folder, "reports", "upload_report_*.json"))):
        check(re.fullmatch(r"upload_report_\d{8}_\d{6}\.json", os.path.basename(path)), path)
        with open(path, "r", encoding="utf-8") as f:
            yield json.load(f)


def check_report(report):
    summary = report["summary"]
    for name in ("total_files", "successful_uploads", "failed_uploads"):
        check(isinstance(summary[name], int), name)
    check(isinstance(summary["average_upload_time"], (int, float)), "average_upload_time")
    for file in report["successful_files"]:
        check(os.path.getsize(file["file_path"]) == file["file_size"], file)
        check(file["upload_time"] >= 0, file)
    for file in report["failed_files"]:
        check(isinstance(file["error"], str) and file["error"], file)
        check(isinstance(file["retry_count"], int), file)
    check(summary["successful_uploads"] == len(report["successful_files"]), "successful_uploads")
    check(summary["failed_uploads"] == len(report["failed_files"]), "failed_uploads")


def main():
    folder, completed_wanted, failed_wanted = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    completed, failed = load_checkpoint(folder)
    check(len(completed) == completed_wanted, f"{len(completed)} completed")
    check(len(failed) == failed_wanted, f"{len(failed)} failed")
    sent = 0
    for report in load_reports(folder):
        check_report(report)
        sent += report["summary"]["successful_uploads"]
    check(sent == completed_wanted, f"{sent} sent by all runs together")
    logs = glob.glob(os.path.join(folder, "logs", "upload_log_*.log"))
    check(logs and all(os.path.getsize(log) > 0 for log in logs), "logs")
    print(f"as documented: {len(completed)} completed, {len(failed)} failed")


main()
