"""Whole nets for some steps: the slides' CNN, normalisation, penalties, and last batches that are smaller."""

from typing import Any

import keras
import numpy as np

from .files import Case, pack, pack_all
from .pictures import make_batches, make_pictures
from .trainer import ClassSpec, Task, Trained, build_model, relative_difference, train, train_in_float64

STEPS = 20
CROSS_ENTROPY: ClassSpec = {"class_name": "CategoricalCrossentropy", "config": {}}

#: Steps of the large net: later, some unit's input comes so near to 0 that rounding decides on its ReLU, and
#: Keras differs from its own run in double precision by 1e-3.
LARGE_STEPS = 10

#: Entries that are kept of each large weight.
SAMPLES = 200


def make() -> dict[str, Any]:
    """Small nets with all their numbers, and the slides' CNN in full size with a sample of them."""
    return {"cases": [_small(*net) for net in _small_nets()], "large": _large()}


def slides_layers(filters: tuple[int, int], units: int) -> list[tuple[str, dict[str, Any]]]:
    """The slides' CNN without dropout."""
    return [
        ("Conv2D", {"filters": filters[0], "kernel_size": 6, "activation": "relu"}),
        ("Conv2D", {"filters": filters[1], "kernel_size": 3, "activation": "relu"}),
        ("MaxPooling2D", {"pool_size": 2}),
        ("Flatten", {}),
        ("Dense", {"units": units, "activation": "relu"}),
        ("Dense", {"units": 10, "activation": "softmax"}),
    ]


def _small_nets() -> list[tuple[str, Task, ClassSpec]]:
    images, labels = make_pictures(72, 14, 10, seed=21)
    batches = make_batches(len(images), 16, STEPS, seed=22)

    def task(layers: list[tuple[str, dict[str, Any]]], loss: ClassSpec) -> Task:
        return Task((14, 14, 1), layers, loss, images, labels, batches)

    momentum = {"class_name": "SGD", "config": {"learning_rate": 0.02, "momentum": 0.9}}
    adam = {"class_name": "Adam", "config": {"learning_rate": 0.002}}
    return [
        ("slides-cnn-small", task(slides_layers((6, 8), 24), CROSS_ENTROPY), momentum),
        ("normalised", task(_normalised_layers(), CROSS_ENTROPY), momentum),
        ("penalties", task(_penalised_layers(), CROSS_ENTROPY), adam),
        (
            "sigmoid-mlp-with-squared-error",
            task(_sigmoid_layers(), {"class_name": "MeanSquaredError", "config": {}}),
            {"class_name": "SGD", "config": {"learning_rate": 0.5}},
        ),
        (
            "softmax-regression-sparse",
            task([("Flatten", {}), ("Dense", {"units": 10, "activation": "softmax"})], _sparse()),
            {"class_name": "SGD", "config": {"learning_rate": 0.1}},
        ),
        (
            "logits-smoothed",
            task([("Flatten", {}), ("Dense", {"units": 10})], _smoothed_logits()),
            {"class_name": "RMSprop", "config": {}},
        ),
    ]


def _sparse() -> ClassSpec:
    return {"class_name": "SparseCategoricalCrossentropy", "config": {}}


def _smoothed_logits() -> ClassSpec:
    return {"class_name": "CategoricalCrossentropy", "config": {"from_logits": True, "label_smoothing": 0.1}}


def _normalised_layers() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("Rescaling", {"scale": 2.0, "offset": -1.0}),
        ("ZeroPadding2D", {"padding": 1}),
        ("Conv2D", {"filters": 6, "kernel_size": 3, "strides": 2, "use_bias": False}),
        ("BatchNormalization", {"momentum": 0.9}),
        ("LeakyReLU", {"negative_slope": 0.1}),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "padding": "same", "use_bias": False}),
        ("BatchNormalization", {}),
        ("Activation", {"activation": "elu"}),
        ("AveragePooling2D", {"pool_size": 2}),
        ("GlobalAveragePooling2D", {}),
        ("Dense", {"units": 10, "activation": "softmax"}),
    ]


def _penalised_layers() -> list[tuple[str, dict[str, Any]]]:
    def l1_l2(l1: float, l2: float) -> ClassSpec:
        return {"class_name": "L1L2", "config": {"l1": l1, "l2": l2}}

    l2 = {"class_name": "L2", "config": {"l2": 0.02}}
    l1 = {"class_name": "L1", "config": {"l1": 0.003}}
    return [
        (
            "Conv2D",
            {
                "filters": 5,
                "kernel_size": 3,
                "activation": "relu",
                "kernel_regularizer": l2,
                "bias_regularizer": l1,
            },
        ),
        ("MaxPooling2D", {"pool_size": 3}),
        ("Flatten", {}),
        ("Dense", {"units": 10, "activation": "softmax", "kernel_regularizer": l1_l2(0.001, 0.01)}),
    ]


def _sigmoid_layers() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("Flatten", {}),
        ("Dense", {"units": 12, "activation": "sigmoid"}),
        ("Dense", {"units": 10, "activation": "sigmoid"}),
    ]


def _small(name: str, task: Task, optimizer: ClassSpec) -> Case:
    keras.utils.set_random_seed(23)
    initial = build_model(task).get_weights()
    trained = train(task, optimizer, initial)
    return {
        **_document(name, task, optimizer),
        "images": pack(task.images),
        "labels": pack(task.labels),
        "batches": [batch.tolist() for batch in task.batches],
        "initial_weights": pack_all(initial),
        "losses": pack(trained.losses),
        "final_weights": pack_all(trained.weights),
        "rounding": _rounding(trained, train_in_float64(task, optimizer, initial)),
    }


def _large() -> Case:
    """The slides' CNN on 28x28 pictures; `mixed` makes start values and pictures, to keep the file small."""
    count, batch = 160, 32
    images = (mixed(count * 28 * 28, 1) * 256).astype(np.uint8).reshape(count, 28, 28, 1)
    labels = (mixed(count, 2) * 10).astype(np.int32)
    steps = [np.arange(batch) + batch * (step % (count // batch)) for step in range(LARGE_STEPS)]
    task = Task((28, 28, 1), slides_layers((32, 64), 128), CROSS_ENTROPY, images, labels, steps)
    optimizer = {"class_name": "SGD", "config": {"learning_rate": 0.01}}
    initial = [_start(weight.shape, 10 + index) for index, weight in enumerate(build_model(task).weights)]
    trained = train(task, optimizer, initial)
    return {
        **_document("slides-cnn", task, optimizer),
        "count": count,
        "batch_size": batch,
        "losses": pack(trained.losses),
        "final_weights": [_sample(weight, 50 + index) for index, weight in enumerate(trained.weights)],
        "rounding": _rounding(trained, train_in_float64(task, optimizer, initial)),
    }


def _rounding(trained: Trained, exact: Trained) -> list[float]:
    """How far each of Keras's weights is from the same run in double precision."""
    return [relative_difference(*pair) for pair in zip(trained.weights, exact.weights, strict=True)]


def mixed(count: int, seed: int) -> np.ndarray:
    """`count` numbers in [0, 1), multiples of 2^-24: a hash of (seed, index), easily written in any language.

    The hash is "lowbias32" (Wellons, https://nullprogram.com/blog/2018/07/31/) of index + seed * 0x9e3779b9.
    """
    x = np.arange(count, dtype=np.uint32) + np.uint32(seed * 0x9E3779B9 % 2**32)
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
    return ((x ^ (x >> np.uint32(16))) >> np.uint32(8)) / 2**24


def _start(shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Kernels: uniform within Glorot's limit sqrt(6 / (fan-in + fan-out)); biases: 0."""
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    limit = np.sqrt(6 / (np.prod(shape[:-2]) * (shape[-2] + shape[-1])))
    return (limit * (2 * mixed(int(np.prod(shape)), seed) - 1)).astype(np.float32).reshape(shape)


def _sample(weight: np.ndarray, seed: int) -> dict[str, Any]:
    """Entries at hashed places, and the length of the whole."""
    places = (mixed(min(SAMPLES, weight.size), seed) * weight.size).astype(np.int32)
    length = float(np.sqrt(np.square(weight.astype(np.float64)).sum()))
    largest = float(np.abs(weight).max())
    return {
        "shape": list(weight.shape),
        "places": pack(places),
        "values": pack(weight.ravel()[places]),
        "length": length,
        "largest": largest,
    }


def _document(name: str, task: Task, optimizer: ClassSpec) -> dict[str, Any]:
    return {
        "name": name,
        "net": {
            "input_shape": list(task.input_shape),
            "layers": [{"class_name": class_name, "config": config} for class_name, config in task.layers],
        },
        "loss": task.loss,
        "optimizer": optimizer,
        "scale": task.scale,
    }
