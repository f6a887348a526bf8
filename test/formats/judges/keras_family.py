"""What Keras makes of exported files: a JSON line in, a JSON line out, until the input ends.

A question is `{"kind": "versions"}` or `{"kind": "predict" | "compiled", "judge": "keras3" | "keras2", ...}`. The
answer is `{"versions": ...}`, `{"numbers": [...]}`, `{"facts": {...}}`, or `{"error": "..."}` where Keras refuses.
"""

import base64
import json
import os
import runpy
import sys
import traceback
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.dont_write_bytecode = True

# TensorFlow reads the variables above when it is imported.
import keras
import numpy as np
import tensorflow as tf

try:
    import tf_keras
except ImportError:
    tf_keras = None

Question = dict[str, Any]


def unpack(packed: dict[str, Any]) -> np.ndarray:
    """The array of `{shape, type, base64}`."""
    values = np.frombuffer(base64.b64decode(packed["base64"]), np.dtype(packed["type"]).newbyteorder("<"))
    return values.reshape(packed["shape"])


def pack(name: str, values: Any) -> dict[str, Any]:
    """An array as the tests read it."""
    array = np.ascontiguousarray(values, "<f4")
    text = base64.b64encode(array.tobytes()).decode("ascii")
    return {"name": name, "shape": list(array.shape), "type": "float32", "base64": text, "rounding": 0}


def with_zero_weights(path: str) -> keras.Model:
    """The same layers, and nothing of what was trained."""
    model = keras.saving.load_model(path, compile=False)
    for weight in model.weights:
        weight.assign(np.zeros(weight.shape, "float32"))
    return model


def model_of(question: Question) -> Any:
    """The model that a file of the format holds; weights alone are put into the layers of a `.keras` file."""
    path = question["path"]
    if question["judge"] == "keras2":
        return tf_keras.models.load_model(path)
    if question["format"] in ("keras", "h5"):
        return keras.saving.load_model(path)
    if question["format"] == "python":
        return runpy.run_path(f"{path}/model.py")["model"]
    model = with_zero_weights(question["layers"])
    if question["format"] == "weights-h5":
        model.load_weights(path)
    else:
        with np.load(path) as arrays:
            model.set_weights([arrays[name] for name in arrays.files])
    return model


def inputs_of(question: Question) -> np.ndarray:
    """The pictures as the net takes them."""
    pixels = unpack(question["pixels"]).astype("float32")
    return pixels * np.float32(question["scale"]) + np.float32(question["offset"])


def predict(question: Question) -> dict[str, Any]:
    """What the net puts out for each picture."""
    model = model_of(question)
    return {"numbers": [pack("output", model(inputs_of(question), training=False))]}


def compiled(question: Question) -> dict[str, Any]:
    """How the loaded model trains on: its optimizer's numbers, and one step of it."""
    model = model_of(question)
    optimizer = model.optimizer.get_config()
    optimizer.pop("learning_rate")
    rates = [rate_at(model.optimizer, step) for step in (0, 1, 7)]
    loss = model.train_on_batch(inputs_of(question), unpack(question["labels"]))
    numbers = {key: value for key, value in optimizer.items() if isinstance(value, (int, float, bool))}
    facts = {
        "optimizer": type(model.optimizer).__name__,
        "numbers": numbers,
        "rates": rates,
        "loss": float(np.ravel(loss)[0]),
        "penalties": len(model.losses),
    }
    return {"facts": facts}


def rate_at(optimizer: Any, step: int) -> float:
    """The learning rate of a step."""
    optimizer.iterations.assign(step)
    rate = float(optimizer.learning_rate)
    optimizer.iterations.assign(0)
    return rate


def versions(_question: Question) -> dict[str, Any]:
    """What judges."""
    found = {"keras3": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}
    return {"versions": found | ({"keras2": tf_keras.__version__} if tf_keras else {})}


KINDS = {"predict": predict, "compiled": compiled, "versions": versions}


def answer(question: Question) -> dict[str, Any]:
    """The answer to one question."""
    try:
        keras.backend.clear_session()
        return KINDS[question["kind"]](question)
    except Exception:
        return {"error": traceback.format_exc(limit=-3, chain=False)}


def main() -> None:
    """Answers line by line; what Keras prints goes to stderr."""
    out = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=out, flush=True)


main()
