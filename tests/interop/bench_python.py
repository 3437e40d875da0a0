#!/usr/bin/env python3
"""How many times a second of CPU time Python's badge libraries do one thing: yardsticks for Accolade's own figures.

    bench_python.py [--seconds S] jwt   standard input {"token": VC-JWT, "did": did:key}: openbadgeslib verifies it
    bench_python.py [--seconds S] png   standard input {"png": base64, "text": TEXT}: openbadges-bakery bakes and unbakes

One line of JSON: {"library", "<what>": {"runs", "seconds", "per_cpu_second"}, ...}. The libraries live in two
environments (README.md): jwt is for PYTHON, png for PYTHON_OB2.
"""

import argparse
import base64
import io
import json
import sys
import time


def rate(operation, seconds):
    for _ in range(20):
        operation()
    runs, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        operation()
        runs += 1
    return {"runs": runs, "seconds": round(spent, 3), "per_cpu_second": round(runs / spent, 1)}


def bench_jwt(given, seconds):
    from openbadgeslib.ob3 import OB3Verifier

    verifier = OB3Verifier.for_issuer_did(given["did"])
    return {"library": "openbadgeslib", "verify": rate(lambda: verifier.verify(given["token"]), seconds)}


def bench_png(given, seconds):
    from openbadges_bakery import bake, unbake

    picture, text = base64.b64decode(given["png"]), given["text"]
    baked = bake(io.BytesIO(picture), text, io.BytesIO()).getvalue()
    assert unbake(io.BytesIO(baked)) == text
    return {
        "library": "openbadges-bakery",
        "bake": rate(lambda: bake(io.BytesIO(picture), text, io.BytesIO()), seconds),
        "extract": rate(lambda: unbake(io.BytesIO(baked)), seconds),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("what", choices=["jwt", "png"])
    arguments = parser.parse_args()
    bench = {"jwt": bench_jwt, "png": bench_png}[arguments.what]
    print(json.dumps(bench(json.load(sys.stdin), arguments.seconds)))


if __name__ == "__main__":
    main()
