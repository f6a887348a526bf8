"""The other side of contestant.ts: answers one JSON document for each that comes on standard input."""

import json
import os
import sys
import time

import numpy as np


def read_images(cell):
    """Images as uint8 in NHWC order and their labels, from the file that every contestant reads."""
    shape = (cell["images"], cell["size"], cell["size"], cell["channels"])
    content = np.fromfile(cell["file"], dtype=np.uint8)
    pixels = int(np.prod(shape))
    return content[:pixels].reshape(shape), content[pixels:].astype(np.int64)


def serve(about, open_cell):
    """Answers until standard input ends. `open_cell(variant, cell)` does the first step, and gives a function that does
    as many as it is told and answers the milliseconds of each."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    opened = {}

    def answer(question):
        if question["ask"] == "about":
            return about()
        if question["ask"] == "open":
            begun = time.perf_counter()
            opened[question["variant"]] = open_cell(question["variant"], question["cell"])
            return {"firstStepMs": 1000 * (time.perf_counter() - begun)}
        if question["ask"] == "block":
            return {"stepMs": opened[question["variant"]](question["steps"])}
        opened.clear()
        return {}

    for line in sys.stdin:
        try:
            document = answer(json.loads(line))
        except Exception as error:  # The bench says of each contestant why it is missing.
            document = {"failed": f"{type(error).__name__}: {str(error).strip()[:300]}"}
        answers.write(json.dumps(document) + "\n")
        answers.flush()
