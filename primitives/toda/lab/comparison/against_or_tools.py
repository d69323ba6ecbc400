"""Clears one book with proofnet-lab and solves its allocation alone with OR-tools' min-cost flow, side by side.

Usage: against_or_tools.py LAB PROVERS ROUNDS REQUESTS

LAB is the program proofnet-lab of a release build. Exit code 1 if the two optima differ.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from ortools.graph.python import min_cost_flow

MAX_RESTRICTED = 16


def goods(book):
    """What is traded as one, as steps 1 and 8 of the mechanism say: price, nominal units, demand, category, admits(prover)."""
    categories = {category["id"]: category for category in book["categories"]}
    demand = {id: 0 for id in categories}
    rescues, privates = [], []
    for request in book["requests"]:
        category = categories[request["category"]]
        price = int(category["reference_price"])
        units = category["nominal_units"]
        bid = int(request["max_fee"]) // request["units"]
        if "exclude" in request:
            if bid >= price + 1:
                rescues.append((price + 1, units, 1, category["id"], lambda j, e=request["exclude"]: j not in e))
        elif "only" in request:
            if bid >= price - 1:
                privates.append((price - 1, units, 1, category["id"], lambda j, o=request["only"]: j in o))
        else:
            demand[category["id"]] += bid >= price
    for id, category in categories.items():
        yield int(category["reference_price"]), category["nominal_units"], demand[id], id, lambda j: True
    yield from (rescues + privates)[:MAX_RESTRICTED]


def arcs(book):
    """Tail, head, capacity and cost of each arc. Nodes: 0 source, 1 sink, then provers, then goods."""
    provers, sold = book["provers"], list(goods(book))
    first_good = 2 + len(provers)
    result = [(0, 1, sum(prover["slots"] for prover in provers), 0)]
    result += [(0, 2 + j, prover["slots"], 0) for j, prover in enumerate(provers)]
    for k, (price, units, demand, category, admits) in enumerate(sold):
        result.append((first_good + k, 1, demand, 0))
        for j, prover in enumerate(provers):
            ask = prover["asks"].get(str(category))
            if ask is not None and int(ask) <= price and admits(prover["id"]):
                result.append((2 + j, first_good + k, prover["slots"], (int(ask) - price) * units))
    return [np.array(column, dtype=np.int64) for column in zip(*result)]


def solve(columns):
    """The greatest sum of margins, and the seconds that it took to find: building OR-tools' graph and solving."""
    tails, heads, capacities, costs = columns
    start = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    flow.set_nodes_supplies(np.array([0, 1]), np.array([capacities[1:][tails[1:] == 0].sum(), -capacities[1:][tails[1:] == 0].sum()]))
    status = flow.solve()
    seconds = time.perf_counter() - start
    if status != flow.OPTIMAL:
        sys.exit(f"error: OR-tools found no optimum (status {status})")
    return -flow.optimal_cost(), seconds


def clearing_seconds(size):
    report = subprocess.run(
        [*size, "--runs", "3", "--json"], check=True, capture_output=True
    )
    return json.loads(report.stdout)["measurements"][-1]["median_ns"] / 1e9


def main():
    lab, provers, rounds, requests = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    size = [lab, "bench", "--largest", provers, "--requests", requests]
    with tempfile.NamedTemporaryFile() as file:
        subprocess.run([*size, "--dump-book", file.name], check=True)
        book = json.load(open(file.name))
        cleared = json.loads(
            subprocess.run([lab, "clear", "--book", file.name, "--json"], check=True, capture_output=True).stdout
        )
    columns = arcs(book)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(clearing_seconds(size))
        optimum, seconds = solve(columns)
        theirs.append(seconds)
    print(
        f"{len(book['provers'])} provers, {len(book['categories'])} categories, {len(book['requests'])} requests, "
        f"{len(cleared['trades'])} trades; medians of {rounds} rounds, alternating"
    )
    ours_ms, theirs_ms = statistics.median(ours) * 1e3, statistics.median(theirs) * 1e3
    print(f"proofnet: allocation and all payments  {ours_ms:8.2f} ms")
    print(f"OR-tools: allocation alone             {theirs_ms:8.2f} ms")
    print(f"ratio                                  {ours_ms / theirs_ms:8.2f}")
    if int(cleared["welfare_margin"]) != optimum:
        sys.exit(f"error: the optima differ: {cleared['welfare_margin']} and {optimum}")
    print(f"both find the optimum {optimum}")


main()
