"""Optimizers: 20 steps on f(w) = w^2 / 2, and 200 steps on a small CNN."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from .files import Case, pack, pack_all, plain
from .pictures import make_batches, make_pictures
from .trainer import (
    ClassSpec,
    Task,
    build_model,
    build_optimizer,
    relative_difference,
    train,
    train_in_float64,
)

SCALAR_STEPS = 20
CNN_STEPS = 200


def _schedule(class_name: str, **config: Any) -> ClassSpec:
    return {"class_name": class_name, "config": config}


INVERSE_TIME = _schedule("InverseTimeDecay", initial_learning_rate=0.05, decay_steps=1, decay_rate=0.01)
EXPONENTIAL = _schedule("ExponentialDecay", initial_learning_rate=0.003, decay_steps=50, decay_rate=0.7)
PIECEWISE = _schedule("PiecewiseConstantDecay", boundaries=[5, 120], values=[0.1, 0.05, 0.01])
POLYNOMIAL = _schedule(
    "PolynomialDecay", initial_learning_rate=0.02, decay_steps=150, end_learning_rate=0.001, power=2.0
)
COSINE = _schedule(
    "CosineDecay", initial_learning_rate=0.0, decay_steps=150, warmup_target=0.01, warmup_steps=10
)

OPTIMIZERS: list[tuple[str, str, dict[str, Any]]] = [
    ("sgd", "SGD", {}),
    ("sgd-momentum", "SGD", {"momentum": 0.9}),
    ("sgd-nesterov", "SGD", {"momentum": 0.9, "nesterov": True}),
    ("sgd-weight-decay", "SGD", {"learning_rate": 0.1, "weight_decay": 0.01}),
    ("sgd-momentum-weight-decay", "SGD", {"momentum": 0.9, "weight_decay": 0.01}),
    ("sgd-clipnorm", "SGD", {"learning_rate": 0.05, "clipnorm": 0.5}),
    ("sgd-clipvalue", "SGD", {"learning_rate": 0.05, "clipvalue": 0.05}),
    ("sgd-global-clipnorm", "SGD", {"learning_rate": 0.05, "global_clipnorm": 0.5}),
    ("sgd-ema", "SGD", {"learning_rate": 0.05, "use_ema": True, "ema_momentum": 0.9}),
    (
        "sgd-ema-overwrite",
        "SGD",
        {"learning_rate": 0.05, "use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 7},
    ),
    ("sgd-momentum-inverse-time", "SGD", {"learning_rate": INVERSE_TIME, "momentum": 0.9}),
    ("sgd-piecewise", "SGD", {"learning_rate": PIECEWISE}),
    ("rmsprop", "RMSprop", {}),
    ("rmsprop-momentum", "RMSprop", {"momentum": 0.9}),
    ("rmsprop-centered", "RMSprop", {"centered": True}),
    ("rmsprop-centered-momentum", "RMSprop", {"centered": True, "momentum": 0.5, "rho": 0.95}),
    (
        "rmsprop-inverse-time",
        "RMSprop",
        {
            "learning_rate": {
                **INVERSE_TIME,
                "config": {**INVERSE_TIME["config"], "initial_learning_rate": 0.002},
            }
        },
    ),
    ("adagrad", "Adagrad", {}),
    ("adagrad-keras-2", "Adagrad", {"learning_rate": 0.01, "initial_accumulator_value": 0.0}),
    ("adagrad-polynomial", "Adagrad", {"learning_rate": POLYNOMIAL}),
    ("adadelta", "Adadelta", {}),
    ("adadelta-keras-2", "Adadelta", {"learning_rate": 1.0}),
    ("adadelta-forgetful", "Adadelta", {"learning_rate": 0.5, "rho": 0.8, "epsilon": 1e-5, "weight_decay": 0.01}),
    ("adam", "Adam", {}),
    ("adam-amsgrad", "Adam", {"amsgrad": True}),
    ("adam-amsgrad-forgetful", "Adam", {"amsgrad": True, "beta_2": 0.8, "learning_rate": 0.05}),
    ("adam-exponential", "Adam", {"learning_rate": EXPONENTIAL}),
    (
        "adam-weight-decay-clipnorm",
        "Adam",
        {"weight_decay": 0.01, "clipnorm": 1.0, "beta_1": 0.8, "epsilon": 1e-4},
    ),
    ("adamw", "AdamW", {}),
    ("adamw-cosine-warm-up", "AdamW", {"learning_rate": COSINE, "weight_decay": 0.05}),
    ("adamw-amsgrad", "AdamW", {"amsgrad": True, "beta_1": 0.8, "learning_rate": 0.003, "clipvalue": 0.02}),
    ("adamax", "Adamax", {}),
    ("adamax-keras-2", "Adamax", {"learning_rate": 0.002}),
    ("adamax-ema", "Adamax", {"beta_1": 0.7, "beta_2": 0.9, "epsilon": 1e-5, "use_ema": True, "ema_momentum": 0.9}),
    ("nadam", "Nadam", {}),
    ("nadam-clipped", "Nadam", {"beta_1": 0.7, "beta_2": 0.95, "global_clipnorm": 0.5, "weight_decay": 0.01}),
    (
        "nadam-inverse-time",
        "Nadam",
        {
            "learning_rate": {
                **INVERSE_TIME,
                "config": {**INVERSE_TIME["config"], "initial_learning_rate": 0.004},
            }
        },
    ),
]

LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("Conv2D", {"filters": 4, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {"pool_size": 2}),
    ("Flatten", {}),
    ("Dense", {"units": 10, "activation": "softmax"}),
]


def make() -> dict[str, Any]:
    """All optimizers, from the same weights on the same batches."""
    task = _task()
    keras.utils.set_random_seed(3)
    initial = build_model(task).get_weights()
    return {
        "net": {
            "input_shape": list(task.input_shape),
            "layers": [_schedule(name, **config) for name, config in LAYERS],
        },
        "loss": task.loss,
        "scale": task.scale,
        "images": pack(task.images),
        "labels": pack(task.labels),
        "batches": pack(np.stack(task.batches)),
        "initial_weights": pack_all(initial),
        "cases": [_case(optimizer, task, initial) for optimizer in OPTIMIZERS],
    }


def _task() -> Task:
    images, labels = make_pictures(64, 8, 10, seed=1)
    batches = make_batches(len(images), 16, CNN_STEPS, seed=2)
    loss = {"class_name": "CategoricalCrossentropy", "config": {}}
    return Task((8, 8, 1), LAYERS, loss, images, labels, batches)


def _case(optimizer: tuple[str, str, dict[str, Any]], task: Task, initial: list[np.ndarray]) -> Case:
    name, class_name, config = optimizer
    spec = _schedule(class_name, **config)
    trained = train(task, spec, initial)
    exact = train_in_float64(task, spec, initial)
    return {
        "name": name,
        "class_name": class_name,
        "config": config,
        "keras_config": plain(build_optimizer(spec).get_config()),
        "scalar": pack(_scalar_run(spec)),
        "losses": pack(trained.losses),
        "final_weights": pack_all(trained.weights),
        "averages": pack_all(trained.averages),
        "rounding": [relative_difference(*pair) for pair in zip(trained.weights, exact.weights, strict=True)],
    }


def _scalar_run(spec: ClassSpec) -> np.ndarray:
    """w after 0 to 20 steps from w = 1; the slope of w^2 / 2 is w."""
    keras.backend.clear_session()
    weight = keras.Variable(1.0, dtype="float32", name="w")
    optimizer = build_optimizer(spec)
    values = [1.0]
    for _ in range(SCALAR_STEPS):
        optimizer.apply([tf.identity(weight.value)], [weight])
        values.append(float(weight.numpy()))
    return np.asarray(values, np.float32)
