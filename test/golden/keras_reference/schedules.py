"""Learning-rate schedules at 20 steps each."""

from typing import Any

import keras
import numpy as np

from .files import Case, pack, plain

DECAY = {"initial_learning_rate": 0.1, "decay_steps": 50, "decay_rate": 0.5}

SCHEDULES: list[tuple[str, str, dict[str, Any]]] = [
    ("inverse-time", "InverseTimeDecay", DECAY),
    ("inverse-time-staircase", "InverseTimeDecay", {**DECAY, "staircase": True}),
    ("inverse-time-keras-2-decay", "InverseTimeDecay", {**DECAY, "decay_steps": 1, "decay_rate": 1e-4}),
    ("exponential", "ExponentialDecay", DECAY),
    ("exponential-staircase", "ExponentialDecay", {**DECAY, "staircase": True}),
    ("piecewise-one-boundary", "PiecewiseConstantDecay", {"boundaries": [100], "values": [0.1, 0.01]}),
    (
        "piecewise-three-boundaries",
        "PiecewiseConstantDecay",
        {"boundaries": [10, 50, 200], "values": [1.0, 0.5, 0.1, 0.05]},
    ),
    ("polynomial", "PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 150}),
    (
        "polynomial-power-2",
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 150, "end_learning_rate": 0.01, "power": 2.0},
    ),
    (
        "polynomial-cycle",
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 50, "power": 0.5, "cycle": True},
    ),
    ("cosine", "CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 150}),
    ("cosine-alpha", "CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 150, "alpha": 0.1}),
    (
        "cosine-warm-up",
        "CosineDecay",
        {"initial_learning_rate": 0.0, "decay_steps": 150, "warmup_target": 0.1, "warmup_steps": 50},
    ),
    (
        "cosine-warm-up-alpha",
        "CosineDecay",
        {
            "initial_learning_rate": 0.01,
            "decay_steps": 100,
            "alpha": 0.2,
            "warmup_target": 0.05,
            "warmup_steps": 20,
        },
    ),
]

#: Starts, ends and both sides of every boundary above.
STEPS = [0, 1, 2, 9, 10, 11, 20, 49, 50, 51, 75, 99, 100, 101, 149, 150, 151, 199, 201, 1000]


def build(class_name: str, config: dict[str, Any]) -> keras.optimizers.schedules.LearningRateSchedule:
    """A schedule from its class and arguments."""
    return getattr(keras.optimizers.schedules, class_name)(**config)


def make() -> dict[str, Any]:
    """Every schedule at `steps` (Keras's `iterations`, counted from 0)."""
    return {"steps": STEPS, "cases": [_case(*schedule) for schedule in SCHEDULES]}


def _case(name: str, class_name: str, config: dict[str, Any]) -> Case:
    schedule = build(class_name, config)
    rates = [float(keras.ops.convert_to_numpy(schedule(step))) for step in STEPS]
    return {
        "name": name,
        "class_name": class_name,
        "config": config,
        "keras_config": plain(schedule.get_config()),
        "rates": pack(np.asarray(rates, np.float32)),
    }
