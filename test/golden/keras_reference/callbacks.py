"""What Keras's callbacks make of sequences of values, and a whole `fit` with metrics and callbacks."""

import inspect
from functools import cache
from typing import Any

import keras
import numpy as np

from .files import Case, pack, pack_all
from .pictures import make_pictures

FIRST_RATE = 0.02

#: Falls, stays, rises; equal neighbours; the last better value comes late.
VALLEY = [1.0, 0.8, 0.8, 0.7, 0.71, 0.705, 0.7, 0.72, 0.69, 0.75, 0.76, 0.77, 0.6, 0.9, 0.9, 0.9, 0.9, 0.9]

#: Apart by a few units in the last place of float32.
CLOSE = [0.5 - units * 2.0**-25 for units in (1, 2, 2, 3, 4, 5, 5, 5, 4, 3)]

NAN = float("nan")

SEQUENCES: dict[str, list[float]] = {
    "valley": VALLEY,
    "close": CLOSE,
    "nan first": [NAN, 0.5, 0.4, 0.3, 0.2, 0.1],
    "nan between": [0.5, 0.4, NAN, NAN, 0.3, NAN, 0.35, 0.36, 0.37, 0.38],
    "infinite": [float("inf"), 1.0, float("-inf"), 0.5, float("-inf"), 0.25, 0.125],
    **{
        f"random {seed}": list(np.cumsum(np.random.default_rng(seed).normal(-0.01, 0.1, 40)) + 1)
        for seed in range(41, 46)
    },
}

EARLY_STOPPING: list[dict[str, Any]] = [
    {},
    {"patience": 1},
    {"patience": 3, "restore_best_weights": True},
    {"patience": 2, "min_delta": 0.05, "restore_best_weights": True},
    {"patience": 2, "min_delta": -0.05},
    {"patience": 2, "mode": "max", "restore_best_weights": True},
    {"patience": 3, "monitor": "val_accuracy"},
    {"patience": 3, "monitor": "val_mean_absolute_error", "restore_best_weights": True},
    {"patience": 4, "baseline": 0.65, "restore_best_weights": True},
    {"patience": 2, "baseline": 0.75, "mode": "min"},
    {"patience": 2, "baseline": 2.0, "mode": "max"},
    {"patience": 1, "start_from_epoch": 5, "restore_best_weights": True},
    {"start_from_epoch": 100, "restore_best_weights": True},
]

PLATEAU: list[dict[str, Any]] = [
    {},
    {"patience": 0},
    {"patience": 1, "factor": 0.5},
    {"patience": 2, "factor": 0.3, "cooldown": 2},
    {"patience": 1, "factor": 0.2, "cooldown": 1, "min_delta": 0.05},
    {"patience": 1, "factor": 0.5, "min_lr": 0.004},
    {"patience": 1, "factor": 0.7, "min_lr": 0.02},
    {"patience": 2, "mode": "max", "factor": 0.9, "min_delta": 0.0},
    {"patience": 2, "monitor": "val_accuracy"},
    {"patience": 3, "cooldown": 5, "min_delta": -0.01},
]


def make() -> dict[str, Any]:
    """Each callback on each sequence, epoch by epoch; their defaults; and the `fit`."""
    cases = [
        *(_early_stopping(config, name) for config in EARLY_STOPPING for name in SEQUENCES),
        *(_plateau(config, name) for config in PLATEAU for name in SEQUENCES),
    ]
    names = ["EarlyStopping", "ReduceLROnPlateau"]
    return {
        "first_rate": FIRST_RATE,
        "sequences": [{"name": name, "values": pack(values)} for name, values in SEQUENCES.items()],
        "defaults": [{"class_name": name, "config": _defaults(name)} for name in names],
        "cases": cases,
        "fit": _fit(),
    }


def _defaults(class_name: str) -> dict[str, Any]:
    parameters = inspect.signature(getattr(keras.callbacks, class_name).__init__).parameters.values()
    left_out = {"self", "kwargs", "verbose"}
    return {parameter.name: parameter.default for parameter in parameters if parameter.name not in left_out}


@cache
def _model() -> keras.Model:
    """One weight, which the caller sets to the number of the epoch; its metrics are there and built."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    metrics = ["accuracy", keras.metrics.MeanAbsoluteError()]
    model.compile(keras.optimizers.SGD(FIRST_RATE), "mse", metrics=metrics)
    model.test_on_batch(np.zeros((1, 1), np.float32), np.zeros((1, 1), np.float32))
    return model


def _drive(callback: keras.callbacks.Callback, monitor: str, name: str) -> tuple[list[int], list[float], int]:
    """Calls a callback as `fit` does: its waits and the rates after each epoch, and the weight at the end."""
    model = _model()
    model.optimizer.learning_rate = FIRST_RATE
    model.stop_training = False
    calls = keras.callbacks.CallbackList([callback], model=model)
    calls.on_train_begin()
    waits, rates = [], []
    for epoch, value in enumerate(np.asarray(SEQUENCES[name], np.float32)):
        model.set_weights([np.full((1, 1), epoch + 1, np.float32)])
        calls.on_epoch_end(epoch, {monitor: float(value)})
        waits.append(callback.wait)
        rates.append(float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)))
        if model.stop_training:
            break
    calls.on_train_end()
    return waits, rates, int(model.get_weights()[0][0, 0])


def _early_stopping(config: dict[str, Any], name: str) -> Case:
    callback = keras.callbacks.EarlyStopping(**config)
    waits, _, weights = _drive(callback, callback.monitor, name)
    return {
        "class_name": "EarlyStopping",
        "config": config,
        "sequence": name,
        "waits": waits,
        "stops": bool(callback.model.stop_training),
        "weights_of_epoch": weights,
    }


def _plateau(config: dict[str, Any], name: str) -> Case:
    callback = keras.callbacks.ReduceLROnPlateau(**config)
    waits, rates, _ = _drive(callback, callback.monitor, name)
    return {
        "class_name": "ReduceLROnPlateau",
        "config": config,
        "sequence": name,
        "waits": waits,
        "rates": pack(np.asarray(rates, np.float32)),
    }


#: Superclass of each of the six classes of the `fit`.
SUPERCLASSES = [0, 0, 0, 1, 1, 1]


def superclass_accuracy(y_true: Any, y_pred: Any) -> Any:
    """1 where the superclass of the best class is the true one."""
    superclasses = keras.ops.convert_to_tensor(SUPERCLASSES)
    true, given = (keras.ops.take(superclasses, keras.ops.argmax(y, -1)) for y in (y_true, y_pred))
    return keras.ops.cast(keras.ops.equal(true, given), "float32")


def _fit() -> dict[str, Any]:
    """Softmax regression with momentum; both callbacks act, by margins far above rounding."""
    keras.utils.set_random_seed(51)
    images, labels = make_pictures(110, 8, 6, seed=52)
    labels[::4] = np.random.default_rng(53).integers(0, 6, len(labels[::4]))
    model = keras.Sequential(
        [keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(6, activation="softmax")]
    )
    initial = model.get_weights()
    optimizer = {"class_name": "SGD", "config": {"learning_rate": 0.1, "momentum": 0.9}}
    plateau = {"monitor": "val_mean_absolute_error", "factor": 0.3, "patience": 1, "min_delta": 0.02}
    stopping = {"monitor": "val_loss", "min_delta": 0.02, "patience": 4, "restore_best_weights": True}
    metrics = [
        "accuracy",
        keras.metrics.TopKCategoricalAccuracy(k=2, name="top2"),
        keras.metrics.MeanAbsoluteError(),
        keras.metrics.MeanSquaredError(),
        superclass_accuracy,
    ]
    sgd = keras.optimizers.SGD(**optimizer["config"])
    model.compile(sgd, "categorical_crossentropy", metrics=metrics, jit_compile=False)
    x, y = images.astype(np.float32) * np.float32(1 / 255), np.eye(6, dtype=np.float32)[labels]
    callbacks = [keras.callbacks.ReduceLROnPlateau(**plateau), keras.callbacks.EarlyStopping(**stopping)]
    history = model.fit(
        x[:72],
        y[:72],
        batch_size=16,
        epochs=60,
        shuffle=False,
        validation_data=(x[72:], y[72:]),
        callbacks=callbacks,
        verbose=0,
    ).history
    return {
        "images": pack(images),
        "labels": pack(labels),
        "train": 72,
        "batch_size": 16,
        "epochs": 60,
        "superclasses": SUPERCLASSES,
        "optimizer": optimizer,
        "callbacks": [
            {"class_name": "ReduceLROnPlateau", "config": plateau},
            {"class_name": "EarlyStopping", "config": stopping},
        ],
        "initial_weights": pack_all(initial),
        "final_weights": pack_all(model.get_weights()),
        "history": {name: pack(np.asarray(values, np.float32)) for name, values in history.items()},
        "best_epoch": callbacks[1].best_epoch + 1,
    }
