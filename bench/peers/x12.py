"""Megabytes a second in which the PyPI packages x12sdk and pyx12 read an X12 file into segments with their elements. Prints one JSON object
of processor seconds: other work on the machine does not count.
usage: python x12.py FILE [PASSES]"""

import json
import os
import sys
import time

import pyx12.x12file
import x12sdk.io


def x12sdk_segments(path):
    with x12sdk.io.X12SegmentReader(path) as reader:
        return sum(len(fields) for _, fields in reader.segments())


def pyx12_segments(path):
    with pyx12.x12file.X12Reader(path) as reader:
        return sum(1 for _ in reader)


def best(path, passes, run):
    rates = []
    for _ in range(passes):
        began = time.process_time()
        run(path)
        rates.append(os.path.getsize(path) / 1e6 / (time.process_time() - began))
    return round(max(rates), 1)


def main():
    path = sys.argv[1]
    passes = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print(json.dumps({"x12sdk": best(path, passes, x12sdk_segments), "pyx12": best(path, passes, pyx12_segments)}))


main()
