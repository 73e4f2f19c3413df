"""Initial and final MDC and DRG of the PyPI package msdrg, a line a claim of standard input; null where it gives no answer."""

import json
import sys

import msdrg
from msdrg_claims import claim

with msdrg.MsdrgGrouper() as grouper:
    for line in sys.stdin:
        try:
            answer = grouper.group(claim(json.loads(line)))
            print(json.dumps([answer["initial_mdc"], answer["initial_drg"], answer["final_mdc"], answer["final_drg"]]))
        except (RuntimeError, ValueError):
            print("null")
