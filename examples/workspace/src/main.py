"""Reads the load chart and prints the largest safe load for a reach."""

import csv
import sys


def safe_load(chart, reach):
    loads = [row for row in chart if float(row["reach_m"]) >= reach]
    return float(loads[0]["load_kg"]) if loads else 0.0


if __name__ == "__main__":
    with open("data/load-chart.csv", newline="") as lines:
        print(safe_load(list(csv.DictReader(lines)), float(sys.argv[1])), "kg")
