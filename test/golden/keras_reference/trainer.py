"""Trains a net step by step as Keras's `fit` does, on batches whose images are named one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from . import nets, schedules

ClassSpec = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """What is trained on what. Images are bytes; the net sees `byte * scale` in float32."""

    input_shape: tuple[int, ...]
    layers: Sequence[tuple[str, dict[str, Any]]]
    loss: ClassSpec
    images: np.ndarray
    labels: np.ndarray
    batches: Sequence[np.ndarray]
    scale: float = 1 / 255


@dataclass(frozen=True)
class Trained:
    """Loss of every step (penalties included, before the step's update) and what is left at the end."""

    losses: np.ndarray
    weights: list[np.ndarray]
    averages: list[np.ndarray]


def build_model(task: Task) -> keras.Model:
    """The task's net with weights from Keras's global seed."""
    return nets.build(task.input_shape, task.layers)[0]


def build_optimizer(spec: ClassSpec) -> keras.Optimizer:
    """An optimizer from `{class_name, config}`; the learning rate may be a schedule in the same form."""
    config = dict(spec["config"])
    rate = config.get("learning_rate")
    if isinstance(rate, dict):
        config["learning_rate"] = schedules.build(rate["class_name"], rate["config"])
    return getattr(keras.optimizers, spec["class_name"])(**config)


def train(task: Task, optimizer_spec: ClassSpec, initial: Sequence[np.ndarray]) -> Trained:
    """Trains from the given weights, one step for each batch."""
    keras.backend.clear_session()
    model, weights = nets.build(task.input_shape, task.layers)
    for weight, value in zip(weights, initial, strict=True):
        weight.assign(value)
    optimizer = build_optimizer(optimizer_spec)
    optimizer.build(model.trainable_variables)
    loss = getattr(keras.losses, task.loss["class_name"])(**task.loss["config"])
    targets = _targets(task, model.output_shape[-1])
    pixels = task.images.astype(keras.config.floatx()) * np.asarray(task.scale, keras.config.floatx())

    @tf.function(jit_compile=False, reduce_retracing=True)
    def step(images: tf.Tensor, wanted: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            value = loss(wanted, model(images, training=True))
            if model.losses:
                value += tf.add_n(model.losses)
        variables = [variable.value for variable in model.trainable_variables]
        optimizer.apply(tape.gradient(value, variables), model.trainable_variables)
        return value

    losses = [float(step(tf.constant(pixels[batch]), tf.constant(targets[batch]))) for batch in task.batches]
    averages = [average.numpy() for average in getattr(optimizer, "_model_variables_moving_average", [])]
    return Trained(np.asarray(losses), [weight.numpy() for weight in weights], averages)


def train_in_float64(task: Task, optimizer_spec: ClassSpec, initial: Sequence[np.ndarray]) -> Trained:
    """The same run in double precision: its distance says how far rounding alone carries Keras."""
    keras.config.set_floatx("float64")
    try:
        return train(task, optimizer_spec, initial)
    finally:
        keras.config.set_floatx("float32")


def relative_difference(given: np.ndarray, wanted: np.ndarray) -> float:
    """Largest difference, relative to the largest magnitude."""
    return float(np.abs(given.astype(np.float64) - wanted).max() / np.abs(wanted).max())


def _targets(task: Task, classes: int) -> np.ndarray:
    if task.loss["class_name"].startswith("Sparse"):
        return task.labels
    return np.eye(classes, dtype=keras.config.floatx())[task.labels]
