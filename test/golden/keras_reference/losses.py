"""Losses: value for each image, mean and slope; metrics: value for each image."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from .files import Case, pack

CLASSES = 6

#: Losses by name: class, arguments, and whether the target is the class number instead of its one-hot row.
LOSSES: list[tuple[str, str, dict[str, Any], bool]] = [
    ("mse", "MeanSquaredError", {}, False),
    ("mae", "MeanAbsoluteError", {}, False),
    ("categorical", "CategoricalCrossentropy", {}, False),
    ("categorical-smoothed", "CategoricalCrossentropy", {"label_smoothing": 0.1}, False),
    ("categorical-logits", "CategoricalCrossentropy", {"from_logits": True}, False),
    (
        "categorical-logits-smoothed",
        "CategoricalCrossentropy",
        {"from_logits": True, "label_smoothing": 0.1},
        False,
    ),
    ("sparse", "SparseCategoricalCrossentropy", {}, True),
    ("sparse-logits", "SparseCategoricalCrossentropy", {"from_logits": True}, True),
    ("binary", "BinaryCrossentropy", {}, False),
    ("binary-smoothed", "BinaryCrossentropy", {"label_smoothing": 0.1}, False),
    ("binary-logits", "BinaryCrossentropy", {"from_logits": True}, False),
    (
        "binary-logits-smoothed",
        "BinaryCrossentropy",
        {"from_logits": True, "label_smoothing": 0.1},
        False,
    ),
    ("hinge", "Hinge", {}, False),
    ("squared-hinge", "SquaredHinge", {}, False),
    ("categorical-hinge", "CategoricalHinge", {}, False),
    ("kl-divergence", "KLDivergence", {}, False),
]


def make() -> dict[str, Any]:
    """Each loss on each kind of model output that suits it, and four metrics.

    `activation` names what the model ends in: `values` are what goes into it, and the slopes are by these.
    """
    labels = np.random.default_rng(7).integers(0, CLASSES, 12)
    cases = [
        _case(loss, activation, values, labels)
        for loss in LOSSES
        for activation, values in _outputs(labels).items()
        if _suits(loss, activation)
    ]
    return {"labels": pack(labels), "cases": cases, "metrics": _metrics()}


def _suits(loss: tuple[str, str, dict[str, Any], bool], activation: str) -> bool:
    """Whether a loss takes an output: some take any number, the others either logits or probabilities."""
    _, class_name, config, _ = loss
    takes_any = class_name in {"MeanSquaredError", "MeanAbsoluteError"} or class_name.endswith("Hinge")
    return takes_any or (activation == "linear") == config.get("from_logits", False)


def _outputs(labels: np.ndarray) -> dict[str, np.ndarray]:
    """Twelve rows for each kind of output; the last ones are extreme."""
    random = np.random.default_rng(11)
    scores = random.normal(0, 2, (len(labels), CLASSES)).astype(np.float32)
    scores[-2] = 0
    scores[-1] = np.linspace(-90, 90, CLASSES)
    shares = np.exp(scores[:-1] - scores[:-1].max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    certain = np.eye(CLASSES, dtype=np.float32)[labels[-1:]]
    wrong = np.eye(CLASSES, dtype=np.float32)[(labels[-2:-1] + 1) % CLASSES]
    probabilities = np.concatenate([shares[:-1], wrong, certain]).astype(np.float32)
    return {"linear": scores, "probabilities": probabilities, "softmax": scores, "sigmoid": scores}


def _case(
    loss: tuple[str, str, dict[str, Any], bool], activation: str, values: np.ndarray, labels: np.ndarray
) -> Case:
    name, class_name, config, _ = loss
    per_image, slopes = compute(class_name, config, activation, values, labels)
    return {
        "name": f"{name} on {activation}",
        "class_name": class_name,
        "config": config,
        "activation": activation,
        "values": pack(values),
        "per_image": pack(per_image),
        "mean": float(tf.reduce_mean(per_image)),
        "slopes": pack(slopes),
    }


def compute(
    class_name: str, config: dict[str, Any], activation: str, values: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The loss of each image, and the slopes of their mean by `values`, in the precision of these."""
    is_sparse = class_name.startswith("Sparse")
    target = labels if is_sparse else np.eye(values.shape[-1], dtype=values.dtype)[labels]
    function = getattr(keras.losses, class_name)(**config, reduction=None)
    with tf.GradientTape() as tape:
        given = tf.constant(values)
        tape.watch(given)
        per_image = function(target, _activate(activation, given))
        mean = tf.reduce_mean(per_image)
    return per_image.numpy(), tape.gradient(mean, given).numpy()


def _activate(activation: str, values: tf.Tensor) -> tf.Tensor:
    return values if activation == "probabilities" else keras.activations.get(activation)(values)


def _metrics() -> dict[str, Any]:
    """The metrics of 40 images with 12 classes; no ties."""
    random = np.random.default_rng(13)
    labels = random.integers(0, 12, 40)
    logits = random.normal(0, 1, (40, 12)).astype(np.float32)
    outputs, values = compute_metrics(logits, labels)
    per_image = {name: pack(value) for name, value in values.items()}
    return {"labels": pack(labels), "logits": pack(logits), "outputs": pack(outputs), "per_image": per_image}


def compute_metrics(logits: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Softmax of the logits; accuracy, top 5, mean absolute and mean squared error and so on of each image."""
    outputs = keras.activations.softmax(tf.constant(logits)).numpy()
    one_hot = np.eye(logits.shape[-1], dtype=logits.dtype)[labels]
    functions = {
        "accuracy": keras.metrics.categorical_accuracy,
        "top_5_accuracy": lambda true, given: keras.metrics.top_k_categorical_accuracy(
            true, given.astype(np.float32), k=5
        ),
        "mean_absolute_error": keras.metrics.mean_absolute_error,
        "mean_squared_error": keras.metrics.mean_squared_error,
        "categorical_crossentropy": keras.metrics.categorical_crossentropy,
    }
    return outputs, {name: np.asarray(metric(one_hot, outputs)) for name, metric in functions.items()}
