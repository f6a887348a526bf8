"""What TensorFlow and ONNX Runtime make of exported graphs: a JSON line in, a JSON line out, until the input ends.

A question is `{"kind": "versions"}` or `{"kind": "predict", "judge": "tensorflow" | "onnxruntime", ...}`. The answer is
`{"versions": ...}`, `{"numbers": [...]}`, or `{"error": "..."}` where the judge refuses the file.
"""

import base64
import json
import os
import sys
import traceback
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.dont_write_bytecode = True

# TensorFlow reads the variables above when it is imported.
import numpy as np
import tensorflow as tf

try:
    import onnx
    import onnxruntime
except ImportError:
    onnx = None

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


def inputs_of(question: Question) -> np.ndarray:
    """The pictures as the net takes them."""
    pixels = unpack(question["pixels"]).astype("float32")
    scaled = pixels * np.float32(question["scale"]) + np.float32(question["offset"])
    return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2)) if question["order"] == "NCHW" else scaled


def by_tensorflow(path: str, pictures: np.ndarray) -> np.ndarray:
    """What the signature `serving_default` of a SavedModel answers."""
    signature = tf.saved_model.load(path).signatures["serving_default"]
    return signature(images=tf.constant(pictures))["outputs"].numpy()


def by_onnxruntime(path: str, pictures: np.ndarray) -> np.ndarray:
    """What a file answers that the checker has gone through, types and shapes of every node included."""
    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {"images": pictures})
    return answer


def versions() -> dict[str, str]:
    """The judges that are there."""
    found = {"tensorflow": tf.__version__}
    if onnx is not None:
        found["onnxruntime"] = f"{onnxruntime.__version__}, onnx {onnx.__version__}"
    return found


def answer(question: Question) -> dict[str, Any]:
    """The answer to one question."""
    if question["kind"] == "versions":
        return {"versions": versions()}
    judge = by_tensorflow if question["judge"] == "tensorflow" else by_onnxruntime
    return {"numbers": [pack("output", judge(question["path"], inputs_of(question)))]}


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception:
        reply = {"error": traceback.format_exc()}
    print(json.dumps(reply), flush=True)
