"""Statistics over a file of trips; used by the flow gitphony.examples.python_stats."""

import csv
import statistics


def read_trips(path, taxi):
    """The trips of one colour, numbers as numbers."""
    with open(path, newline="", encoding="utf-8") as file:
        return [
            {"minutes": float(row["minutes"]), "miles": float(row["miles"]), "fare": float(row["fare"])}
            for row in csv.DictReader(file)
            if row["taxi"] == taxi
        ]


def summarize(trips):
    """Number of trips, median fare in dollars, mean speed in miles an hour."""
    if not trips:
        raise ValueError("expected at least one trip, found none")
    hours = sum(trip["minutes"] for trip in trips) / 60
    return {
        "trips": len(trips),
        "median_fare": statistics.median(trip["fare"] for trip in trips),
        "miles_per_hour": round(sum(trip["miles"] for trip in trips) / hours, 2),
    }
