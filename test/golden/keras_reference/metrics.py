"""Top-k accuracy of single images, with ties and broken outputs, and the names that Keras gives to metrics."""

from typing import Any

import keras
import numpy as np

from .files import pack, plain

CLASSES = 6

#: From the best class alone to more classes than there are.
KS = [1, 2, 3, 5, 6, 10]

#: Metrics as classes with their arguments.
CLASSES_OF_METRICS: list[tuple[str, dict[str, Any]]] = [
    ("TopKCategoricalAccuracy", {}),
    ("TopKCategoricalAccuracy", {"k": 3, "name": "top3"}),
    ("SparseTopKCategoricalAccuracy", {}),
    ("SparseTopKCategoricalAccuracy", {"k": 2}),
    ("MeanAbsoluteError", {}),
    ("MeanSquaredError", {}),
]


def make() -> dict[str, Any]:
    """For each k whether the true class of each image is among the k best; then the classes' names and arguments."""
    labels, outputs = _images()
    one_hot = np.eye(CLASSES, dtype=np.float32)[labels]
    top_k = []
    for k in KS:
        dense = np.asarray(keras.metrics.top_k_categorical_accuracy(one_hot, outputs, k=k), np.float32)
        sparse = np.asarray(keras.metrics.sparse_top_k_categorical_accuracy(labels, outputs, k=k), np.float32)
        assert np.array_equal(dense, sparse)
        top_k.append({"k": k, "per_image": pack(dense)})
    return {
        "labels": pack(labels),
        "outputs": pack(outputs),
        "top_k": top_k,
        "classes": [_metric_class(*metric) for metric in CLASSES_OF_METRICS],
    }


def _images() -> tuple[np.ndarray, np.ndarray]:
    """Random probabilities, then rows that tie in part or as a whole, then rows with NaN and infinities."""
    random = np.random.default_rng(31)
    labels = random.integers(0, CLASSES, 24)
    outputs = random.dirichlet(np.ones(CLASSES), len(labels)).astype(np.float32)
    outputs[12:16] = np.round(outputs[12:16] * 4) / 4
    outputs[16:18] = 1 / CLASSES
    outputs[18, labels[18]] = np.nan
    outputs[19, (labels[19] + 1) % CLASSES] = np.nan
    outputs[20, labels[20]] = np.inf
    outputs[21, CLASSES - 1] = np.inf
    outputs[22] = np.nan
    outputs[23, 0] = -np.inf
    return labels, outputs


def _metric_class(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    metric = getattr(keras.metrics, class_name)(**config)
    return {"class_name": class_name, "config": config, "keras_config": plain(metric.get_config())}
