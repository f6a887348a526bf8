"""Makes the golden numbers of `test/golden/data` with real Keras.

    python make_golden.py [topic ...]

Without arguments every topic is made. Needs `tensorflow-cpu`, which brings Keras (versions: README.md).
The files hold no time of day and no random draw without a seed: a second run on the same machine writes the
same bytes.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.dont_write_bytecode = True

# TensorFlow reads the variables above when it is imported.
from keras_reference import (
    callbacks,
    initializers,
    inside,
    layers,
    losses,
    metrics,
    optimizers,
    schedules,
    summaries,
    training,
)
from keras_reference.files import set_up_tensorflow, versions, write_topic

TOPICS = {
    "schedules": schedules.make,
    "losses": losses.make,
    "metrics": metrics.make,
    "callbacks": callbacks.make,
    "layers": layers.make,
    "summaries": summaries.make,
    "initializers": initializers.make,
    "optimizers": optimizers.make,
    "training": training.make,
    "inside": inside.make,
}


def main(names: list[str]) -> None:
    """Writes the given topics, or all of them."""
    unknown = [name for name in names if name not in TOPICS]
    if unknown:
        sys.exit(f"No topic {', '.join(unknown)}; there are: {', '.join(TOPICS)}")
    set_up_tensorflow()
    print(", ".join(f"{name} {version}" for name, version in versions().items()))
    for name in names or TOPICS:
        path = write_topic(name, TOPICS[name]())
        print(f"{name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
