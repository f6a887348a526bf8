"""Residual blocks: functional models of Keras, with outputs and slopes as for layers."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

import keras
import numpy as np
import tensorflow as tf

from .files import Case, pack, pack_all

Inner = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class ResidualCase:
    """A block on one random input. `projection` is the config of its shortcut; None for an identity."""

    name: str
    shape: tuple[int, ...]
    main: list[Inner]
    projection: dict[str, Any] | None = None
    activation: str = "relu"
    training: bool = False
    trainable: bool = True


def _conv(name: str, filters: int, **config: Any) -> Inner:
    return ("Conv2D", {"name": name, "filters": filters, "kernel_size": 3, "padding": "same", **config})


def _normalize(name: str, **config: Any) -> Inner:
    return ("BatchNormalization", {"name": name, **config})


PICTURE = (4, 7, 8, 3)

CASES = [
    ResidualCase("identity", PICTURE, [_conv("a", 3, activation="relu"), _conv("b", 3)]),
    ResidualCase(
        "projection-stride-2",
        PICTURE,
        [_conv("a", 5, strides=2, activation="relu"), _conv("b", 5)],
        projection={"strides": [2, 2]},
    ),
    ResidualCase(
        "projection-stride-2x1-no-bias",
        PICTURE,
        [_conv("a", 4, strides=[2, 1])],
        projection={"strides": [2, 1], "use_bias": False},
        activation="elu",
    ),
    ResidualCase(
        "projection-to-wider-maps-without-activation",
        PICTURE,
        [_conv("a", 6)],
        projection={},
        activation="linear",
    ),
    ResidualCase(
        "normalized-training",
        PICTURE,
        [
            _conv("a", 3, use_bias=False),
            _normalize("n"),
            ("ReLU", {"name": "r"}),
            _conv("b", 3, use_bias=False),
            _normalize("m", momentum=0.9),
        ],
        training=True,
    ),
    ResidualCase(
        "normalized-inference",
        PICTURE,
        [_conv("a", 4, strides=2, use_bias=False), _normalize("n")],
        projection={"strides": 2},
    ),
    ResidualCase(
        "normalized-frozen-while-training",
        PICTURE,
        [_conv("a", 3), _normalize("n")],
        training=True,
        trainable=False,
    ),
    ResidualCase(
        "on-vectors", (5, 6), [("Dense", {"name": "d", "units": 4, "activation": "tanh"}), ("Dense", {"name": "e", "units": 6})]
    ),
]


def make() -> list[Case]:
    """All cases, in the form of the layers' cases."""
    return [_run(case) for case in CASES]


def _run(case: ResidualCase) -> Case:
    random = np.random.default_rng(crc32(f"residual-{case.name}".encode()))
    values = random.normal(0, 1, case.shape).astype(np.float32)
    block, layers = build(case.shape[1:], _config(case))
    for layer in layers:
        layer.trainable = case.trainable
        layer.set_weights([_weight(variable, random) for variable in layer.weights])
    before = _named(layers, "weights")
    with tf.GradientTape() as tape:
        given = tf.constant(values)
        tape.watch(given)
        output = block(given, training=case.training)
        cotangent = random.normal(0, 1, output.shape).astype(np.float32)
        total = tf.reduce_sum(output * cotangent)
    trainable = [weight.value for layer in layers for weight in layer.trainable_variables]
    slopes = tape.gradient(total, [given, *trainable])
    return {
        "name": f"residual-{case.name}",
        "class_name": "Residual",
        "config": _config(case),
        "keras_config": None,
        "training": case.training,
        "input": pack(values),
        "weights": before,
        "output": pack(output.numpy()),
        "cotangent": pack(cotangent),
        "input_slope": pack(slopes[0].numpy()),
        "weight_slopes": [
            {**named, **packed}
            for named, packed in zip(
                _named(layers, "trainable_variables"),
                pack_all(slope.numpy() for slope in slopes[1:]),
                strict=True,
            )
        ],
        "weights_after": _named(layers, "non_trainable_weights"),
    }


def build(
    shape: tuple[int, ...], config: dict[str, Any], name: str = "residual"
) -> tuple[keras.Model, list[keras.layers.Layer]]:
    """A block from a document's config, and its layers in the order of Tatami's weights: main path, then shortcut."""
    inputs = keras.Input(shape)
    main = [_layer(layer, name) for layer in config["layers"]]
    x = inputs
    for layer in main:
        x = layer(x)
    shortcut = config.get("shortcut", "identity")
    class_name = shortcut if isinstance(shortcut, str) else shortcut["class_name"]
    if class_name.lower() == "identity":
        beside, layers = inputs, main
    else:
        arguments = {} if isinstance(shortcut, str) else shortcut["config"]
        projection = keras.layers.Conv2D(x.shape[-1], 1, name=f"{name}_shortcut", **arguments)
        beside, layers = projection(inputs), [*main, projection]
    for layer in layers if config.get("trainable") is False else []:
        layer.trainable = False
    total = keras.layers.Add(name=f"{name}_add")([x, beside])
    activation = keras.layers.Activation(config.get("activation", "relu"), name=f"{name}_activation")
    return keras.Model(inputs, activation(total), name=name), layers


def weight_names(block: str, layers: list[keras.layers.Layer], attribute: str = "weights") -> list[str]:
    """Names as Tatami has them inside a block: `conv2d/kernel`."""
    return [
        f"{layer.name.removeprefix(f'{block}_')}/{weight.name}"
        for layer in layers
        for weight in getattr(layer, attribute)
    ]


def _layer(layer: Any, block: str) -> keras.layers.Layer:
    class_name, config = layer["class_name"], layer["config"]
    return getattr(keras.layers, class_name)(**{**config, "name": f"{block}_{config['name']}"})


def _config(case: ResidualCase) -> dict[str, Any]:
    identity = {"class_name": "Identity"}
    projection = {"class_name": "Projection", "config": case.projection}
    return {
        "layers": [{"class_name": class_name, "config": config} for class_name, config in case.main],
        "shortcut": identity if case.projection is None else projection,
        "activation": case.activation,
        "trainable": case.trainable,
    }


def _weight(variable: keras.Variable, random: np.random.Generator) -> np.ndarray:
    draw = random.normal(0, 0.5, variable.shape).astype(np.float32)
    return np.abs(draw) + np.float32(0.5) if "variance" in variable.name or "gamma" in variable.name else draw


def _named(layers: list[keras.layers.Layer], attribute: str) -> list[dict[str, Any]]:
    values = [weight.numpy() for layer in layers for weight in getattr(layer, attribute)]
    names = weight_names("residual", layers, attribute)
    return [{"name": name, **pack(value)} for name, value in zip(names, values, strict=True)]
