"""Layers: output, moving averages, and the slopes of sum(output * cotangent) by input and weights."""

from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import keras
import numpy as np
import tensorflow as tf

from . import residual
from .files import Case, pack, pack_all, plain


@dataclass(frozen=True)
class LayerCase:
    """One layer on one input. `values` replaces the random input."""

    name: str
    class_name: str
    shape: tuple[int, ...] = ()
    config: dict[str, Any] = field(default_factory=dict)
    training: bool = False
    values: np.ndarray | None = None


#: Both sides of 0, kinks, and values at which exponentials overflow or vanish.
CURVE = np.array(
    [[-100, -20, -6, -3, -2, -1.5, -1, -0.5, -0.1, -1e-4], [100, 20, 6, 3, 2, 1.5, 1, 0.5, 0.1, 1e-4]],
    np.float32,
)

ACTIVATIONS = ["linear", "sigmoid", "tanh", "softmax", "relu", "leaky_relu", "elu", "selu", "gelu", "silu"]


def make() -> dict[str, Any]:
    """All cases."""
    groups = [
        _dense(),
        _convolutions(),
        _separable(),
        _poolings(),
        _shapes(),
        _normalizations(),
        _activations(),
        _augmentations(),
    ]
    return {"cases": [*(_run(case) for group in groups for case in group), *residual.make()]}


def _dense() -> list[LayerCase]:
    return [
        LayerCase("dense", "Dense", (3, 7), {"units": 5}),
        LayerCase("dense-relu", "Dense", (3, 7), {"units": 5, "activation": "relu"}),
        LayerCase("dense-softmax", "Dense", (3, 7), {"units": 5, "activation": "softmax"}),
        LayerCase("dense-no-bias", "Dense", (3, 7), {"units": 4, "use_bias": False, "activation": "tanh"}),
        LayerCase("dense-on-pictures", "Dense", (2, 3, 4, 5), {"units": 3, "activation": "sigmoid"}),
    ]


def _convolutions() -> list[LayerCase]:
    def conv(name: str, shape: tuple[int, ...], **config: Any) -> LayerCase:
        return LayerCase(f"conv-{name}", "Conv2D", shape, {"filters": 3, "kernel_size": 3, **config})

    even, odd = (2, 8, 8, 2), (2, 7, 9, 2)
    return [
        conv("valid", odd),
        conv("same", odd, padding="same", activation="relu"),
        conv("stride-2-valid-even", even, strides=2),
        conv("stride-2-valid-odd", odd, strides=2),
        conv("stride-2-same-even", even, strides=2, padding="same"),
        conv("stride-2-same-odd", odd, strides=2, padding="same"),
        conv("stride-3-same", even, strides=3, padding="same"),
        conv("kernel-even-same", odd, kernel_size=2, padding="same"),
        conv("kernel-4-stride-2-same", odd, kernel_size=4, strides=2, padding="same"),
        conv("kernel-5x2", odd, kernel_size=[5, 2]),
        conv("kernel-2x5-same", even, kernel_size=[2, 5], padding="same"),
        conv("kernel-1", odd, kernel_size=1, activation="elu"),
        conv("kernel-1-stride-2", odd, kernel_size=1, strides=2),
        conv("dilation-2-valid", odd, dilation_rate=2),
        conv("dilation-2-same", even, dilation_rate=2, padding="same"),
        conv("dilation-2x1-same", odd, dilation_rate=[2, 1], padding="same"),
        conv("no-bias", odd, use_bias=False, activation="relu"),
        conv("6x6-on-grey", (2, 12, 12, 1), kernel_size=6, activation="relu", filters=4),
        conv("whole-picture", (2, 3, 3, 2), padding="valid"),
        conv("stride-1x2", odd, strides=[1, 2]),
        conv("stride-2x1-same", odd, strides=[2, 1], padding="same"),
    ]


def _separable() -> list[LayerCase]:
    def depthwise(name: str, **config: Any) -> LayerCase:
        return LayerCase(f"depthwise-{name}", "DepthwiseConv2D", (2, 7, 8, 3), {"kernel_size": 3, **config})

    def separable(name: str, **config: Any) -> LayerCase:
        arguments = {"filters": 4, "kernel_size": 3, **config}
        return LayerCase(f"separable-{name}", "SeparableConv2D", (2, 7, 8, 3), arguments)

    return [
        depthwise("valid"),
        depthwise("same-multiplier-2", padding="same", depth_multiplier=2),
        depthwise("stride-2-same", strides=2, padding="same", activation="relu"),
        depthwise("dilation-2", dilation_rate=2),
        depthwise("no-bias", use_bias=False, kernel_size=[2, 3]),
        separable("valid", activation="relu"),
        separable("same-multiplier-2", padding="same", depth_multiplier=2),
        separable("stride-2-same", strides=2, padding="same"),
        separable("no-bias", use_bias=False),
    ]


def _poolings() -> list[LayerCase]:
    settings: list[tuple[str, tuple[int, ...], dict[str, Any]]] = [
        ("2", (2, 8, 8, 2), {"pool_size": 2}),
        ("2-odd", (2, 7, 9, 2), {"pool_size": 2}),
        ("2-same-odd", (2, 7, 9, 2), {"pool_size": 2, "padding": "same"}),
        ("3-stride-2-valid", (2, 8, 9, 2), {"pool_size": 3, "strides": 2}),
        ("3-stride-2-same", (2, 8, 9, 2), {"pool_size": 3, "strides": 2, "padding": "same"}),
        ("3-stride-1-same", (2, 5, 6, 2), {"pool_size": 3, "strides": 1, "padding": "same"}),
        ("2-stride-3", (2, 8, 9, 2), {"pool_size": 2, "strides": 3}),
        ("2x3-stride-1x2", (2, 7, 9, 2), {"pool_size": [2, 3], "strides": [1, 2]}),
    ]
    poolings = [
        LayerCase(f"{kind.lower()}-pool-{name}", f"{kind}Pooling2D", shape, config)
        for kind in ["Max", "Average"]
        for name, shape, config in settings
    ]
    steps = np.random.default_rng(5).integers(0, 3, (2, 6, 6, 2)).astype(np.float32)
    ties = [
        LayerCase("max-pool-default", "MaxPooling2D", (2, 7, 9, 2)),
        LayerCase("max-pool-ties", "MaxPooling2D", values=steps),
        LayerCase(
            "max-pool-ties-overlapping", "MaxPooling2D", config={"pool_size": 3, "strides": 1}, values=steps
        ),
        LayerCase("global-max-ties", "GlobalMaxPooling2D", values=steps),
    ]
    whole = [
        LayerCase(f"{class_name}-keepdims-{keep}", class_name, (2, 5, 4, 3), {"keepdims": keep})
        for class_name in ["GlobalAveragePooling2D", "GlobalMaxPooling2D"]
        for keep in [False, True]
    ]
    return poolings + ties + whole


def _shapes() -> list[LayerCase]:
    picture = (2, 3, 4, 2)
    return [
        LayerCase("flatten-picture", "Flatten", picture),
        LayerCase("flatten-vector", "Flatten", (3, 5)),
        LayerCase("zero-padding-default", "ZeroPadding2D", picture),
        LayerCase("zero-padding-2x1", "ZeroPadding2D", picture, {"padding": [2, 1]}),
        LayerCase("zero-padding-all-sides", "ZeroPadding2D", picture, {"padding": [[0, 1], [2, 3]]}),
        LayerCase("rescaling", "Rescaling", picture, {"scale": 1 / 127.5, "offset": -1.0}),
        LayerCase("rescaling-no-offset", "Rescaling", picture, {"scale": 2.5}),
        LayerCase("dropout-inference", "Dropout", picture, {"rate": 0.4}),
        LayerCase("spatial-dropout-inference", "SpatialDropout2D", picture, {"rate": 0.4}),
        LayerCase("gaussian-noise-inference", "GaussianNoise", picture, {"stddev": 0.3}),
    ]


def _normalizations() -> list[LayerCase]:
    def batch(name: str, shape: tuple[int, ...], training: bool, **config: Any) -> LayerCase:
        return LayerCase(f"batch-normalization-{name}", "BatchNormalization", shape, config, training)

    def layer(name: str, shape: tuple[int, ...], **config: Any) -> LayerCase:
        return LayerCase(f"layer-normalization-{name}", "LayerNormalization", shape, config)

    picture = (4, 5, 6, 3)
    return [
        batch("training", picture, True),
        batch("training-vectors", (8, 5), True),
        batch("training-momentum-epsilon", picture, True, momentum=0.9, epsilon=1e-5),
        batch("training-no-center", picture, True, center=False),
        batch("training-no-scale", picture, True, scale=False),
        batch("training-bare", picture, True, center=False, scale=False),
        batch("training-one-value", (1, 1, 1, 3), True),
        batch("frozen-while-training", picture, True, trainable=False),
        batch("inference", picture, False),
        batch("inference-vectors", (8, 5), False, scale=False),
        batch("inference-bare", picture, False, center=False, scale=False),
        layer("pictures", picture),
        layer("vectors", (4, 6)),
        layer("no-center", (4, 6), center=False, epsilon=1e-5),
        layer("no-scale", (4, 6), scale=False),
        layer("all-axes", picture, axis=[1, 2, 3]),
    ]


def _activations() -> list[LayerCase]:
    curves = [
        LayerCase(f"activation-{name}", "Activation", config={"activation": name}, values=CURVE)
        for name in ACTIVATIONS
    ]
    zeros = np.zeros((1, 3), np.float32)
    kinks = [
        LayerCase(f"activation-{name}-at-0", "Activation", config={"activation": name}, values=zeros)
        for name in ACTIVATIONS
    ]
    relus: list[dict[str, Any]] = [
        {},
        {"max_value": 6.0},
        {"negative_slope": 0.2},
        {"threshold": 1.0},
        {"max_value": 2.0, "negative_slope": 0.1, "threshold": 0.5},
    ]
    return [
        *curves,
        *kinks,
        LayerCase("softmax-on-pictures", "Activation", (2, 3, 2, 4), {"activation": "softmax"}),
        *[
            LayerCase(f"relu-{number}", "ReLU", config=config, values=CURVE)
            for number, config in enumerate(relus)
        ],
        LayerCase("leaky-relu", "LeakyReLU", values=CURVE),
        LayerCase("leaky-relu-slope", "LeakyReLU", config={"negative_slope": 0.1}, values=CURVE),
        LayerCase("leaky-relu-at-0", "LeakyReLU", values=zeros),
    ]


def _augmentations() -> list[LayerCase]:
    """Draws from an interval of length 0, so that nothing is left to chance."""
    picture = (2, 7, 8, 2)

    def translation(name: str, down: float, right: float, **config: Any) -> LayerCase:
        factors = {"height_factor": [down, down], "width_factor": [right, right]}
        return LayerCase(f"random-translation-{name}", "RandomTranslation", picture, {**factors, **config}, True)

    def rotation(name: str, share: float, **config: Any) -> LayerCase:
        return LayerCase(
            f"random-rotation-{name}", "RandomRotation", picture, {"factor": [share, share], **config}, True
        )

    modes = ["reflect", "wrap", "constant", "nearest"]
    sizes = {"height": 7, "width": 8}
    narrower = {"height": 7, "width": 5}
    shifts = {"height_factor": [-0.3, 0.2], "width_factor": [0.0, 0.5]}
    return [
        *[translation(mode, 0.31, -0.22, fill_mode=mode) for mode in modes],
        translation("nearest-pixel", -0.31, 0.22, interpolation="nearest"),
        translation("fill-value", 0.5, 0.25, fill_mode="constant", fill_value=0.75),
        *[rotation(mode, 0.07, fill_mode=mode) for mode in modes],
        rotation("quarter", 0.25, fill_mode="constant", fill_value=-1.0),
        rotation("back-nearest-pixel", -0.1, interpolation="nearest"),
        LayerCase("random-crop-whole-picture", "RandomCrop", picture, sizes, True),
        LayerCase("random-crop-middle", "RandomCrop", picture, narrower, True),
        LayerCase("random-flip-inference", "RandomFlip", picture),
        LayerCase("random-translation-inference", "RandomTranslation", picture, shifts),
        LayerCase("random-rotation-inference", "RandomRotation", picture, {"factor": [-0.5, 1.0]}),
    ]


def _run(case: LayerCase) -> Case:
    random = np.random.default_rng(crc32(case.name.encode()))
    values = random.normal(0, 1, case.shape).astype(np.float32) if case.values is None else case.values
    layer = getattr(keras.layers, case.class_name)(**case.config)
    layer.build(values.shape)
    layer.set_weights([_weight(variable, random) for variable in layer.weights])
    before = layer.get_weights()
    with tf.GradientTape() as tape:
        given = tf.constant(values)
        tape.watch(given)
        output = layer(given, training=case.training)
        cotangent = random.normal(0, 1, output.shape).astype(np.float32)
        total = tf.reduce_sum(output * cotangent)
    variables = [weight.value for weight in layer.trainable_variables]
    slopes = tape.gradient(total, [given, *variables])
    return {
        "name": case.name,
        "class_name": case.class_name,
        "config": case.config,
        # SpatialDropout2D leaves `trainable` out of its config
        "keras_config": {**plain(layer.get_config()), "trainable": layer.trainable},
        "training": case.training,
        "input": pack(values),
        "weights": _named(layer.weights, before),
        "output": pack(output.numpy()),
        "cotangent": pack(cotangent),
        "input_slope": pack(slopes[0].numpy()),
        "weight_slopes": _named(layer.trainable_variables, [slope.numpy() for slope in slopes[1:]]),
        "weights_after": _named(
            layer.non_trainable_weights, [weight.numpy() for weight in layer.non_trainable_weights]
        ),
    }


def _weight(variable: keras.Variable, random: np.random.Generator) -> np.ndarray:
    draw = random.normal(0, 0.5, variable.shape).astype(np.float32)
    return np.abs(draw) + np.float32(0.5) if "variance" in variable.name or "gamma" in variable.name else draw


def _named(variables: list[keras.Variable], values: list[np.ndarray]) -> list[dict[str, Any]]:
    return [
        {"name": variable.name, **packed}
        for variable, packed in zip(variables, pack_all(values), strict=True)
    ]
