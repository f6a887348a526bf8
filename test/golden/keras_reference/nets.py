"""Nets of any layers, residual blocks among them, with their weights in the order of Tatami's files."""

from collections.abc import Sequence
from typing import Any

import keras

from . import residual

Layer = tuple[str, dict[str, Any]]


def build(input_shape: Sequence[int], layers: Sequence[Layer]) -> tuple[keras.Model, list[keras.Variable]]:
    """The model, and all its weights: layer by layer, in a block the main path before the shortcut."""
    inputs = x = keras.Input(tuple(input_shape))
    weighted: list[keras.layers.Layer] = []
    for number, (class_name, config) in enumerate(layers):
        if class_name == "Residual":
            layer, inner = residual.build(x.shape[1:], config, config.get("name", f"residual_{number}"))
            weighted += inner
        else:
            layer = getattr(keras.layers, class_name)(**config)
            weighted.append(layer)
        x = layer(x)
    return keras.Model(inputs, x), [weight for layer in weighted for weight in layer.weights]
