"""Initialisers: what 100,000 draws of Keras look like, and what the formula promises."""

from math import sqrt
from typing import Any

import keras
import numpy as np

from .files import Case, pack, plain

SHAPES: dict[str, tuple[int, ...]] = {"dense": (200, 500), "conv": (3, 3, 64, 174)}

INITIALIZERS: list[tuple[str, dict[str, Any]]] = [
    ("GlorotUniform", {}),
    ("GlorotNormal", {}),
    ("HeUniform", {}),
    ("HeNormal", {}),
    ("LecunUniform", {}),
    ("LecunNormal", {}),
    ("RandomUniform", {}),
    ("RandomUniform", {"minval": -0.2, "maxval": 0.7}),
    ("RandomNormal", {}),
    ("RandomNormal", {"mean": 1.0, "stddev": 0.3}),
    ("TruncatedNormal", {}),
    ("TruncatedNormal", {"mean": -1.0, "stddev": 0.2}),
    ("Zeros", {}),
    ("Ones", {}),
    ("Constant", {"value": 0.25}),
]

#: Standard deviation of a standard normal that is cut at 2.
TRUNCATED_DEVIATION = 0.87962566103423978

#: Shares of the draws that lie below each kept quantile.
SHARES = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]


def make() -> dict[str, Any]:
    """Every initialiser on a dense and a convolution kernel."""
    cases = [
        make_case(class_name, config, kind, shape)
        for class_name, config in INITIALIZERS
        for kind, shape in SHAPES.items()
    ]
    return {"shares": SHARES, "cases": cases}


def make_case(class_name: str, config: dict[str, Any], kind: str, shape: tuple[int, ...]) -> Case:
    """Draws of one initialiser for a kernel of a shape."""
    has_seed = class_name not in {"Zeros", "Ones", "Constant"}
    initializer = getattr(keras.initializers, class_name)(
        **config, **({"seed": 20261123} if has_seed else {})
    )
    draws = np.asarray(initializer(shape), np.float64).ravel()
    return {
        "name": " ".join([class_name, *map(str, config.values()), "on a", kind, "kernel"]),
        "class_name": class_name,
        "config": config,
        "keras_config": plain(initializer.get_config()),
        "shape": list(shape),
        "mean": float(draws.mean()),
        "std": float(draws.std()),
        "min": float(draws.min()),
        "max": float(draws.max()),
        "quantiles": pack(np.quantile(draws, SHARES)),
        "expected": _expected(class_name, config, shape),
    }


def _expected(class_name: str, config: dict[str, Any], shape: tuple[int, ...]) -> dict[str, float]:
    """Mean, standard deviation and bounds by the formula; a normal distribution has no bounds."""
    if class_name in {"Zeros", "Ones", "Constant"}:
        value = {"Zeros": 0.0, "Ones": 1.0}.get(class_name, config.get("value", 0.0))
        return {"mean": value, "std": 0.0, "min": value, "max": value}
    if class_name == "RandomUniform":
        low, high = config.get("minval", -0.05), config.get("maxval", 0.05)
        return {"mean": (low + high) / 2, "std": (high - low) / sqrt(12), "min": low, "max": high}
    if class_name in {"RandomNormal", "TruncatedNormal"}:
        return _normal(config.get("mean", 0.0), config.get("stddev", 0.05), class_name == "TruncatedNormal")
    variance = _scale(class_name) / _fan(class_name, shape)
    if class_name.endswith("Uniform"):
        limit = sqrt(3 * variance)
        return {"mean": 0.0, "std": sqrt(variance), "min": -limit, "max": limit}
    return _normal(0.0, sqrt(variance) / TRUNCATED_DEVIATION, True)


def _normal(mean: float, deviation: float, is_truncated: bool) -> dict[str, float]:
    if not is_truncated:
        return {"mean": mean, "std": deviation}
    bounds = {"min": mean - 2 * deviation, "max": mean + 2 * deviation}
    return {"mean": mean, "std": deviation * TRUNCATED_DEVIATION, **bounds}


def _scale(class_name: str) -> float:
    return 2.0 if class_name.startswith("He") else 1.0


def _fan(class_name: str, shape: tuple[int, ...]) -> float:
    window = int(np.prod(shape[:-2]))
    inputs, outputs = window * shape[-2], window * shape[-1]
    return (inputs + outputs) / 2 if class_name.startswith("Glorot") else inputs
