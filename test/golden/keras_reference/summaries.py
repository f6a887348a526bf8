"""What `model.summary()` prints, and the shapes and parameter counts of every layer."""

import math
import os
import warnings
from collections.abc import Callable
from typing import Any

import keras
from keras import layers

from . import residual
from .files import Case
from .labs import nets

#: Wide enough for every name, so that no line is broken.
LINE_LENGTH = 160

Layer = tuple[str, dict[str, Any]]


def _slides(kernel: int, classes: int, filters: int = 64) -> list[Layer]:
    return [
        ("Conv2D", {"filters": 32, "kernel_size": 6, "activation": "relu"}),
        ("Conv2D", {"filters": filters, "kernel_size": kernel, "activation": "relu"}),
        ("MaxPooling2D", {"pool_size": 2}),
        ("Dropout", {"rate": 0.25}),
        ("Flatten", {}),
        ("Dense", {"units": 128, "activation": "relu"}),
        ("Dropout", {"rate": 0.5}),
        ("Dense", {"units": classes, "activation": "softmax"}),
    ]


def _conv(filters: int, kernel: Any = 3, **config: Any) -> Layer:
    return ("Conv2D", {"filters": filters, "kernel_size": kernel, **config})


def _dense(units: int, **config: Any) -> Layer:
    return ("Dense", {"units": units, **config})


NETS: list[tuple[str, tuple[int, ...], list[Layer]]] = [
    ("slides-listing", (28, 28, 1), _slides(3, 10)),
    ("slides-picture", (28, 28, 1), _slides(6, 10)),
    ("slides-cifar-100", (32, 32, 3), _slides(3, 100)),
    ("softmax-regression", (28, 28, 1), [("Flatten", {}), _dense(10, activation="softmax")]),
    (
        "mlp",
        (28, 28, 1),
        [
            ("Flatten", {}),
            _dense(512, activation="relu"),
            ("Dropout", {"rate": 0.2}),
            _dense(10, activation="softmax"),
        ],
    ),
    (
        "strides-and-same",
        (31, 29, 3),
        [
            _conv(8, strides=2, padding="same"),
            _conv(16, 5, strides=3, padding="same"),
            _conv(4, strides=2),
            ("Flatten", {}),
            _dense(7),
        ],
    ),
    (
        "odd-sizes",
        (13, 9, 2),
        [
            _conv(5, [4, 2]),
            ("MaxPooling2D", {"pool_size": [3, 2]}),
            _conv(6, [1, 3], padding="same"),
            ("Flatten", {}),
            _dense(3),
        ],
    ),
    (
        "batch-normalization",
        (32, 32, 3),
        [
            _conv(16, use_bias=False),
            ("BatchNormalization", {}),
            ("ReLU", {}),
            _conv(32, use_bias=False, strides=2),
            ("BatchNormalization", {"scale": False}),
            ("LeakyReLU", {}),
            ("GlobalAveragePooling2D", {}),
            _dense(20, activation="softmax"),
        ],
    ),
    (
        "global-max",
        (28, 28, 1),
        [
            _conv(12, 5, activation="relu"),
            ("AveragePooling2D", {"pool_size": 2}),
            _conv(24),
            ("GlobalMaxPooling2D", {}),
            _dense(10),
        ],
    ),
    (
        "zero-padding",
        (10, 11, 3),
        [
            ("ZeroPadding2D", {}),
            _conv(4),
            ("ZeroPadding2D", {"padding": [2, 0]}),
            _conv(4),
            ("ZeroPadding2D", {"padding": [[0, 1], [2, 3]]}),
            ("MaxPooling2D", {"pool_size": 3, "strides": 2, "padding": "same"}),
        ],
    ),
    (
        "own-names",
        (8, 8, 1),
        [
            _conv(2, name="first"),
            _conv(2),
            _conv(2),
            ("Flatten", {"name": "flat"}),
            _dense(4, name="scores"),
            ("Activation", {"activation": "softmax"}),
        ],
    ),
    (
        "frozen-and-dilated",
        (24, 24, 3),
        [
            _conv(6, dilation_rate=2, trainable=False),
            _conv(6, dilation_rate=[1, 3], padding="same"),
            ("Flatten", {}),
            _dense(5, use_bias=False),
        ],
    ),
    (
        "overlapping-pools",
        (27, 27, 4),
        [
            ("MaxPooling2D", {"pool_size": 3, "strides": 2}),
            ("AveragePooling2D", {"pool_size": 2, "strides": 1, "padding": "same"}),
            ("MaxPooling2D", {"pool_size": 5, "strides": 3, "padding": "same"}),
            ("GlobalAveragePooling2D", {"keepdims": True}),
            _conv(8, 1),
            ("Flatten", {}),
            _dense(2),
        ],
    ),
    (
        "dense-on-pictures",
        (6, 5, 3),
        [
            ("Rescaling", {"scale": 1 / 255}),
            _dense(8, activation="relu"),
            _dense(4),
            ("Flatten", {}),
            _dense(10),
        ],
    ),
    (
        "long-name-and-many-parameters",
        (64, 64, 3),
        [
            _conv(128, 7, name="a_first_convolution_whose_name_is_longer_than_its_column"),
            ("Flatten", {}),
            _dense(512),
            _dense(1000),
        ],
    ),
    (
        "vector-input",
        (20,),
        [_dense(16, activation="tanh"), ("BatchNormalization", {}), _dense(3, activation="softmax")],
    ),
]


def make() -> dict[str, Any]:
    """Every net, in a fresh name space as at the start of a notebook."""
    os.environ["COLUMNS"] = str(LINE_LENGTH)
    return {"line_length": LINE_LENGTH, "cases": [make_case(*net) for net in [*NETS, *nets()]]}


def make_case(name: str, input_shape: tuple[int, ...], net: list[Layer]) -> Case:
    """The table and the facts of one net."""
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input(input_shape)])
    reports = [_add(model, input_shape, class_name, config) for class_name, config in net]
    return {
        "name": name,
        "input_shape": list(input_shape),
        "layers": [{"class_name": class_name, "config": config} for class_name, config in net],
        # A block is a model within the model, which Keras calls Functional
        "text": _printed(lambda write: model.summary(line_length=LINE_LENGTH, print_fn=write)).replace(
            "(Functional)", "(Residual)"
        ),
        "reports": reports,
        "total_parameters": model.count_params(),
        "trainable_parameters": sum(math.prod(weight.shape) for weight in model.trainable_weights),
    }


def build(class_name: str, config: dict[str, Any]) -> layers.Layer:
    """A layer from its class and arguments."""
    return getattr(layers, class_name)(**config)


def _add(
    model: keras.Sequential, input_shape: tuple[int, ...], class_name: str, config: dict[str, Any]
) -> dict[str, Any]:
    """Adds a layer and reports it. A model of its input alone has no shape of its own to ask for."""
    if class_name != "Residual":
        model.add(build(class_name, config))
        return _report(model.layers[-1])
    blocks = sum(isinstance(layer, keras.Model) for layer in model.layers)
    name = f"residual_{blocks}" if blocks else "residual"
    shape = model.output_shape[1:] if model.layers else input_shape
    block, inner = residual.build(shape, config, name)
    model.add(block)
    weights = [weight for layer in inner for weight in layer.weights]
    return {
        **_report(block),
        "class_name": class_name,
        "weights": [
            {"name": own, "shape": list(weight.shape)}
            for own, weight in zip(residual.weight_names(name, inner), weights, strict=True)
        ],
    }


def _report(layer: layers.Layer) -> dict[str, Any]:
    return {
        "name": layer.name,
        "class_name": type(layer).__name__,
        "output_shape": list(layer.output.shape[1:]),
        "parameters": layer.count_params(),
        "weights": [{"name": weight.name, "shape": list(weight.shape)} for weight in layer.weights],
    }


def _printed(show: Callable[[Callable[..., None]], None]) -> str:
    lines: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        show(lambda text, **_: lines.append(text))
    return "\n".join(lines)
