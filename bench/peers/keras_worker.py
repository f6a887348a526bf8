"""Keras on TensorFlow: `fit` from memory, each step timed from the end of the one before."""

import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from worker import read_images, serve

POLICIES = {"keras": "float32", "keras-bf16": "mixed_bfloat16"}

OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.01, momentum=0.9),
    "adam": lambda: keras.optimizers.Adam(0.001),
    "adadelta": lambda: keras.optimizers.Adadelta(1.0),
}


class StepClock(keras.callbacks.Callback):
    """When each step ended, in seconds."""

    def __init__(self):
        super().__init__()
        self.ends = []

    def on_train_batch_end(self, batch, logs=None):
        self.ends.append(time.perf_counter())


def build(variant, cell):
    keras.config.set_dtype_policy(POLICIES[variant])
    model = keras.Sequential(
        [
            layers.Input((cell["size"], cell["size"], cell["channels"])),
            layers.Conv2D(32, 6, activation="relu"),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(cell["classes"], activation="softmax", dtype="float32"),
        ]
    )
    model.compile(
        optimizer=OPTIMIZERS[cell["optimizer"]](), loss="categorical_crossentropy", metrics=["accuracy"]
    )
    return model


def open_cell(variant, cell):
    model = build(variant, cell)
    images, labels = read_images(cell)
    inputs = images.astype("float32") / 255
    targets = keras.utils.to_categorical(labels, cell["classes"])

    def fit(steps):
        count = cell["batchSize"] * steps
        clock = StepClock()
        order = np.resize(np.arange(len(inputs)), count)
        model.fit(inputs[order], targets[order], batch_size=cell["batchSize"], verbose=0, callbacks=[clock])
        return clock.ends

    def block(steps):
        # One step more than asked for: the first one pays for the start of `fit`, and has no end before it.
        ends = fit(steps + 1)
        return [1000 * (end - start) for start, end in zip(ends, ends[1:])]

    fit(1)
    return block


def about():
    return {
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
        "threads": tf.config.threading.get_intra_op_parallelism_threads() or len(os.sched_getaffinity(0)),
    }


serve(about, open_cell)
