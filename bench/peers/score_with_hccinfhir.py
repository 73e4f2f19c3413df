"""Scores beneficiaries with the PyPI package hccinfhir: one JSON object a line in, one a line out, or timed.

usage: python score_with_hccinfhir.py score|time < beneficiaries.ndjson
Each line has "model", "files" (arguments of HCCInFHIR), "facts" (arguments of Demographics) and "dx".
"""

import json
import sys
import time

from hccinfhir import Demographics, HCCInFHIR

engines = {}


def engine(line):
    key = json.dumps([line["model"], line["files"]])
    if key not in engines:
        engines[key] = HCCInFHIR(model_name=line["model"], **line["files"])
    return engines[key]


lines = [json.loads(line) for line in sys.stdin]
if sys.argv[1] == "time":
    people = [(engine(line), line["dx"], Demographics(**line["facts"])) for line in lines]
    best = None
    for _ in range(3):
        began = time.process_time()
        for scorer, dx, facts in people:
            scorer.calculate_from_diagnosis(dx, facts)
        seconds = time.process_time() - began
        best = seconds if best is None else min(best, seconds)
    print(json.dumps({"people": len(people), "seconds": best}))
else:
    for line in lines:
        answer = engine(line).calculate_from_diagnosis(line["dx"], Demographics(**line["facts"]))
        print(json.dumps({"score": answer.risk_score, "hccs": answer.hcc_list, "coefficients": answer.coefficients}))
