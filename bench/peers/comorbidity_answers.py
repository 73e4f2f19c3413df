"""Answers of the PyPI packages elixhauser-ahrq and pycomorb for lines of JSON, and how many rows a second they do.
usage: python comorbidity_answers.py cmr|charlson INPUT.ndjson   writes one JSON object a line, then {"rowsPerSecond": …}
Lines of cmr: {"pdx", "sdx": [{"code", "poa"}]}; of charlson: {"variant", "system", "weights", "dx", "age"}, grouped by the first three."""

import itertools
import json
import sys
import time
import warnings


def cmr(lines):
    from elixhauser_ahrq.mapper import ElixhauserMapper
    from elixhauser_ahrq.scorer import ElixhauserScorer

    mapper = ElixhauserMapper()
    mortality, readmission = ElixhauserScorer("mortality"), ElixhauserScorer("readmission")
    began = time.perf_counter()
    answers = []
    for line in lines:
        codes = [line["pdx"]] + [one["code"] for one in line["sdx"]]
        poa = [None] + [one.get("poa", "") for one in line["sdx"]]
        flags = mapper.map_patient_diagnoses(codes, poa)
        scores = {"readmission": readmission.calculate_score(flags), "mortality": mortality.calculate_score(flags)}
        answers.append({"flags": sorted(name for name, on in flags.items() if on), "scores": scores})
    return answers, time.perf_counter() - began


def charlson(lines):
    import polars
    import pycomorb

    answers, spent = [], 0.0
    for (variant, system, weights), people in itertools.groupby(lines, lambda line: (line["variant"], line["system"], line["weights"])):
        people = list(people)
        rows = [(i, code, person["age"]) for i, person in enumerate(people) for code in person["dx"] or [None]]
        ids, codes, ages = zip(*rows)
        frame = polars.DataFrame(
            {"id": ids, "code": codes, "age": ages}, schema={"id": polars.Int64, "code": polars.String, "age": polars.Int64}
        )
        given = {"df": frame, "icd_version": "icd10" if system == "icd10" else "icd9", "return_categories": True}
        if variant == "gagne":
            run, score = pycomorb.CombinedComorbidityScore, "Combined Comorbidity Score"
        elif variant == "hfrs":
            run, score = pycomorb.HospitalFrailtyRiskScore, "HFRS Score"
        elif variant.startswith("elixhauser"):
            run, score = pycomorb.ElixhauserComorbidityIndex, "Elixhauser Comorbidity Index"
            given["implementation"] = {"elixhauser": "elixhauser", "elixhauser-quan": "quan", "elixhauser-ahrq": "ahrq_icd9"}[variant]
            given["weights"] = "ahrq" if weights.startswith("ahrq") else weights
        else:
            run, score = pycomorb.CharlsonComorbidityIndex, "Charlson Comorbidity Index"
            given.update(implementation=variant, weights=weights)
        began = time.perf_counter()
        table = run(**given)
        spent += time.perf_counter() - began
        apart = {"id", "Age", "Age Score", "Charlson Age-Comorbidity Score", score}
        for row in table.sort("id").iter_rows(named=True):
            flags = sorted(name for name, on in row.items() if name not in apart and on)
            answers.append({"flags": flags, "score": row[score], "ageAdjustedScore": row.get("Charlson Age-Comorbidity Score")})
    return answers, spent


def main():
    warnings.simplefilter("ignore")
    which, path = sys.argv[1:3]
    with open(path, encoding="utf-8") as source:
        lines = [json.loads(line) for line in source]
    answers, spent = (cmr if which == "cmr" else charlson)(lines)
    for answer in answers:
        print(json.dumps(answer))
    print(json.dumps({"rowsPerSecond": round(len(lines) / spent)}))


main()
