"""Why a class: gradient saliency and Grad-CAM of small nets, and the gradient of the loss by their weights."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from . import nets
from .files import Case, pack, pack_all
from .pictures import make_pictures

CLASSES = 10
PICTURES = 3
SCALE = np.float32(1 / 255)

Layer = tuple[str, dict[str, Any]]


def make() -> dict[str, Any]:
    """Nets with random weights; each explains two classes of each picture."""
    return {"cases": [_case(*net) for net in _nets()]}


def _nets() -> list[tuple[str, int, list[Layer]]]:
    softmax: Layer = ("Dense", {"units": CLASSES, "activation": "softmax"})
    slides: list[Layer] = [
        ("Conv2D", {"filters": 5, "kernel_size": 5, "activation": "relu"}),
        ("Conv2D", {"filters": 6, "kernel_size": 3, "activation": "relu"}),
        ("MaxPooling2D", {"pool_size": 2}),
        ("Dropout", {"rate": 0.25}),
        ("Flatten", {}),
        ("Dense", {"units": 12, "activation": "relu"}),
        ("Dropout", {"rate": 0.5}),
        softmax,
    ]
    colours: list[Layer] = [
        ("Conv2D", {"filters": 6, "kernel_size": 3, "padding": "same", "use_bias": False}),
        ("BatchNormalization", {}),
        ("Activation", {"activation": "relu"}),
        ("MaxPooling2D", {"pool_size": 2}),
        ("Conv2D", {"filters": 7, "kernel_size": 3, "strides": 2, "padding": "same", "activation": "elu"}),
        ("GlobalAveragePooling2D", {}),
        softmax,
    ]
    depthwise: list[Layer] = [
        ("SeparableConv2D", {"filters": 6, "kernel_size": 3, "activation": "tanh"}),
        ("AveragePooling2D", {"pool_size": 2}),
        ("DepthwiseConv2D", {"kernel_size": 3, "depth_multiplier": 2, "activation": "relu"}),
        ("Flatten", {}),
        softmax,
    ]
    dense: list[Layer] = [("Flatten", {}), ("Dense", {"units": 16, "activation": "sigmoid"}), softmax]
    return [
        ("slides-cnn-small", 1, slides),
        ("colours-normalised", 3, colours),
        ("depthwise", 3, depthwise),
        ("no-convolution", 1, dense),
    ]


def _case(name: str, channels: int, layers: list[Layer]) -> Case:
    random = np.random.default_rng(len(name))
    grey, labels = make_pictures(PICTURES * channels, 14, CLASSES, seed=31)
    images = grey.reshape(channels, PICTURES, 14, 14).transpose(1, 2, 3, 0)
    labels = labels[:PICTURES]
    # The score of a class is what goes into softmax.
    class_name, config = layers[-1]
    keras.backend.clear_session()
    model, weights = nets.build((14, 14, channels), [*layers[:-1], (class_name, {**config, "activation": None})])
    for weight in weights:
        value = random.normal(0, 0.3, weight.shape)
        weight.assign(np.abs(value) + 0.2 if "variance" in weight.path else value)
    x = images.astype(np.float32) * SCALE
    reasons = [
        _reason(model, x[place : place + 1], place, class_index)
        for place in range(PICTURES)
        for class_index in (place, CLASSES - 1 - place)
    ]
    return {
        "name": name,
        "layers": [{"class_name": each, "config": arguments} for each, arguments in layers],
        "images": pack(images),
        "labels": pack(labels),
        "weights": pack_all(weight.numpy() for weight in weights),
        "reasons": reasons,
        **_loss_gradient(model, x, labels),
    }


def _reason(model: keras.Model, picture: np.ndarray, place: int, class_index: int) -> Case:
    with tf.GradientTape() as tape:
        x = tf.constant(picture)
        tape.watch(x)
        score = model(x, training=False)[0, class_index]
    slope = tape.gradient(score, x).numpy()[0]
    return {
        "picture": place,
        "class_index": class_index,
        "score": pack(score.numpy()),
        "saliency": pack(np.abs(slope).max(axis=-1)),
        "grad_cam": _grad_cam(model, picture, class_index),
    }


def _grad_cam(model: keras.Model, picture: np.ndarray, class_index: int) -> dict[str, Any] | None:
    """Selvaraju et al. 2017, equations 1 and 2, without their scaling to the picture's size."""
    kinds = (keras.layers.Conv2D, keras.layers.SeparableConv2D, keras.layers.DepthwiseConv2D)
    convolutions = [layer for layer in model.layers if isinstance(layer, kinds)]
    if not convolutions:
        return None
    both = keras.Model(model.inputs, [convolutions[-1].output, model.output])
    with tf.GradientTape() as tape:
        maps, scores = both(tf.constant(picture), training=False)
        score = scores[0, class_index]
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=(1, 2), keepdims=True)
    return pack(tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1)).numpy()[0])


def _loss_gradient(model: keras.Model, x: np.ndarray, labels: np.ndarray) -> Case:
    """The mean cross-entropy of the pictures, and its gradient by every trainable weight."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        value = loss(labels, model(tf.constant(x), training=False))
    slopes = tape.gradient(value, [weight.value for weight in model.trainable_weights])
    return {"loss": pack(value.numpy()), "slopes": pack_all(slope.numpy() for slope in slopes)}
