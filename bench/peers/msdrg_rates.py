"""Claims a second of the PyPI package msdrg on claims in the form of `medcode group msdrg --ndjson`: grouping and editing, through its
Python interface and through the JSON interface of its library. Prints one JSON object.
usage: python msdrg_rates.py CLAIMS.ndjson [PASSES]"""

import ctypes
import json
import sys
import time

import msdrg
from msdrg_claims import claim

def best(claims, passes, run):
    rates = []
    for _ in range(passes):
        began = time.perf_counter()
        for one in claims:
            run(one)
        rates.append(len(claims) / (time.perf_counter() - began))
    return round(sorted(rates)[len(rates) // 2])


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        claims = [claim(json.loads(line)) for line in lines]
    passes = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with msdrg.MsdrgGrouper() as grouper, msdrg.MceEditor() as editor:

        def python(one):
            # Refuses claims that the federal software answers with a return code.
            for answer in (grouper.group, editor.edit):
                try:
                    answer(one)
                except (RuntimeError, ValueError):
                    pass

        def library(text):
            for function, context in ((grouper.lib.msdrg_group_json, grouper.ctx), (editor.lib.mce_edit_json, editor.ctx)):
                answer = function(context, text)
                if answer:
                    ctypes.cast(answer, ctypes.c_char_p).value
                    grouper.lib.msdrg_string_free(answer)

        result = {
            "python": best(claims, passes, python),
            "json": best([json.dumps(one).encode() for one in claims], passes, library),
        }
    print(json.dumps(result))


main()
