"""The peers' side of `bench.decisions`; runs in the peers' own environment, without Sunhall.

Each table is written the way the peer's own guide does. A line of JSON on standard input names
the peer; the answer is the seconds it took and what it decided.
"""

import json
import sys
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

import numpy as np
import polars as pl
import pyDMNrules
import zen

FOLDER = Path(sys.argv[1])
TABLE = json.loads((FOLDER / "table.json").read_text())
DOCUMENT, CASES = TABLE["document"], TABLE["cases"]
KEYS = [factor["key"] for factor in DOCUMENT["factors"]]
TYPES = {"enum": "string", "boolean": "boolean", "number": "number", "count": "number"}
PLACES = DOCUMENT["factors"][0]["domain"]["values"]
SLOW_CASES = 60


def fine_of(tier):
    return tier["penalties"][0]["amount"]["value"]


def interval(cell, top="1000000000000"):
    return f"[{cell.get('ge', 0)}..{cell.get('lt', top)})"


def feel(cell):
    if cell is None:
        return "-"
    if isinstance(cell, dict):
        return interval(cell)
    return ",".join(json.dumps(value, ensure_ascii=False) for value in cell)


def zen_decision():
    """Build a JDM decision table; unary tests, empty for any."""
    rules = [
        {
            "_id": str(tier["seq"]),
            **{key: "" if key not in tier["when"] else feel(tier["when"][key]) for key in KEYS},
            "tier": str(tier["seq"]),
            "fine": str(fine_of(tier)),
        }
        for tier in DOCUMENT["tiers"]
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {
            "id": "table",
            "type": "decisionTableNode",
            "name": "table",
            "content": {
                "hitPolicy": "first",
                "inputs": [{"id": key, "name": key, "field": key} for key in KEYS],
                "outputs": [{"id": key, "name": key, "field": key} for key in ("tier", "fine")],
                "rules": rules,
            },
        },
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    content = json.dumps({"nodes": nodes, "edges": edges})
    return zen.ZenEngine().create_decision(zen.ZenDecisionContent(content))


def dmn():
    """Build a DMN decision table with the hit policy UNIQUE."""
    data = "".join(
        f'<inputData id="{key}" name="{key}"><variable name="{key}" typeRef="{kind}"/></inputData>'
        for key, kind in kinds()
    )
    inputs = "".join(
        f'<input id="i_{key}" label="{key}"><inputExpression typeRef="{kind}">'
        f"<text>{key}</text></inputExpression></input>"
        for key, kind in kinds()
    )
    outputs = "".join(
        f'<output id="o_{name}" label="{name}" name="{name}" typeRef="number"/>'
        for name in ("tier", "fine")
    )
    rules = "".join(
        f'<rule id="r{tier["seq"]}">'
        + "".join(
            f"<inputEntry><text>{escape(feel(tier['when'].get(key)))}</text></inputEntry>"
            for key in KEYS
        )
        + "".join(
            f"<outputEntry><text>{value}</text></outputEntry>"
            for value in (tier["seq"], fine_of(tier))
        )
        + "</rule>"
        for tier in DOCUMENT["tiers"]
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#{key}"/></informationRequirement>'
        for key in KEYS
    )
    rules_engine = pyDMNrules.DMN()
    status = rules_engine.useXML(
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
        f'namespace="bench">{data}<decision id="penalty" name="penalty">'
        f'<variable name="penalty"/>{needs}<decisionTable hitPolicy="UNIQUE">'
        f"{inputs}{outputs}{rules}</decisionTable></decision></definitions>"
    )
    if "errors" in status:
        raise ValueError(status)
    return rules_engine


def kinds():
    return [(factor["key"], TYPES[factor["type"]]) for factor in DOCUMENT["factors"]]


def polars_expressions():
    """Build one chain of when/then for the tiers and one for the fines."""
    tiers = fines = pl
    for tier in DOCUMENT["tiers"]:
        tests = [test for key, cell in tier["when"].items() for test in polars_tests(key, cell)]
        hit = pl.all_horizontal(tests) if tests else pl.lit(value=True)
        tiers = tiers.when(hit).then(tier["seq"])
        fines = fines.when(hit).then(fine_of(tier))
    return tiers.otherwise(-1).alias("tiers"), fines.otherwise(-1).alias("fines")


def polars_tests(key, cell):
    column = pl.col(key)
    if isinstance(cell, dict):
        tests = [column >= cell["ge"]] if "ge" in cell else []
        return [*tests, column < cell["lt"]] if "lt" in cell else tests
    if key == "place":
        places = [PLACES.index(value) for value in cell]
        return [(column >= places[0]) & (column <= places[-1])]
    return [column if cell[0] else ~column]


ZEN = zen_decision()
DMN = dmn()
FRAME = pl.DataFrame(dict(np.load(FOLDER / "columns.npz")))
EXPRESSIONS = polars_expressions()


def run_zen():
    started = perf_counter()
    answers = [ZEN.evaluate(case) for case in CASES]
    seconds = perf_counter() - started
    results = [[answer["result"]["tier"], answer["result"]["fine"]] for answer in answers]
    return {"seconds": seconds, "results": results}


def run_pydmnrules():
    started = perf_counter()
    answers = [DMN.decide(dict(case))[1]["Result"] for case in CASES[:SLOW_CASES]]
    seconds = perf_counter() - started
    return {"seconds": seconds, "results": [tier_and_fine(answer) for answer in answers]}


def tier_and_fine(result):
    found = {key.rpartition(".")[2]: value for key, value in result.items()}
    return [int(found["tier"]), int(found["fine"])]


def run_polars():
    started = perf_counter()
    frame = FRAME.select(*EXPRESSIONS)
    seconds = perf_counter() - started
    np.savez(FOLDER / "polars.npz", **{name: frame[name].to_numpy() for name in frame.columns})
    return {"seconds": seconds}


RUNS = {"zen": run_zen, "pydmnrules": run_pydmnrules, "polars": run_polars}

for line in sys.stdin:
    print(json.dumps(RUNS[json.loads(line)["what"]]()), flush=True)
