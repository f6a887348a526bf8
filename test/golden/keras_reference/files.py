"""How golden numbers are written: one JSON file per topic, arrays as base64 of little-endian values."""

import base64
import json
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

DATA_FOLDER = Path(__file__).parent.parent / "data"

#: The day on which the numbers were last made anew.
DATE = "2026-11-23"

Case = dict[str, Any]


def set_up_tensorflow() -> None:
    """Makes TensorFlow repeatable: one thread, deterministic operations."""
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()


def versions() -> dict[str, str]:
    """What made the numbers."""
    return {
        "keras": keras.__version__,
        "tensorflow": tf.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "date": DATE,
    }


def pack(array: Any) -> dict[str, Any]:
    """An array as `{shape, type, base64}`; floats become float32, integers int32, bytes stay bytes."""
    values = np.asarray(array)
    kind = "uint8" if values.dtype == np.uint8 else "int32" if values.dtype.kind in "iu" else "float32"
    little = np.ascontiguousarray(values, dtype=np.dtype(kind).newbyteorder("<"))
    return {
        "shape": list(values.shape),
        "type": kind,
        "base64": base64.b64encode(little.tobytes()).decode("ascii"),
    }


def pack_all(arrays: Iterable[Any]) -> list[dict[str, Any]]:
    """Packs each array."""
    return [pack(array) for array in arrays]


def write_topic(topic: str, content: Mapping[str, Any]) -> Path:
    """Writes a topic, one line for each element of a list and for each other value."""
    DATA_FOLDER.mkdir(exist_ok=True)
    path = DATA_FOLDER / f"{topic}.json"
    sections = [
        f"{json.dumps(name)}: {_section(value)}" for name, value in {"made": versions(), **content}.items()
    ]
    path.write_text("{\n" + ",\n".join(sections) + "\n}\n", encoding="utf-8")
    return path


def plain(value: Any) -> Any:
    """A Keras config as plain JSON: objects as `{class_name, config}`, without keys for Keras alone."""
    if isinstance(value, Mapping) and "class_name" in value:
        return {"class_name": value["class_name"], "config": plain(value["config"])}
    if isinstance(value, Mapping):
        hidden = {"seed", "dtype", "data_format", "loss_scale_factor", "gradient_accumulation_steps"}
        return {key: plain(item) for key, item in value.items() if key not in hidden}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def _section(value: Any) -> str:
    if not isinstance(value, list):
        return _line(value)
    return "[\n" + ",\n".join(_line(item) for item in value) + "\n]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
