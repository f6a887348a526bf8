"""Keras's answers to cases that Tatami draws: a JSON line in, a JSON line out, until the input ends.

A case is `{"kind": ..., ...}`. The answer is `{"versions": ...}`, `{"numbers": [...]}` (arrays with a name and
`rounding`, the largest distance from the same computation in double precision without folded constants, or from
inputs other in the last bit),
`{"facts": {...}}`, or `{"error": "..."}` where Keras refuses the case.
"""

import base64
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[2] / "golden"))

# TensorFlow reads the variables above when it is imported.
import keras
import numpy as np
import tensorflow as tf
from keras_reference import initializers, labs, losses, nets, schedules, summaries, trainer
from keras_reference.files import pack, set_up_tensorflow, versions

#: Computations with other last bits, from which the size of rounding follows.
NUDGES = 4

Case = dict[str, Any]
Arrays = dict[str, np.ndarray]


def unpack(packed: dict[str, Any]) -> np.ndarray:
    """The array of `{shape, type, base64}`."""
    values = np.frombuffer(base64.b64decode(packed["base64"]), np.dtype(packed["type"]).newbyteorder("<"))
    return values.reshape(packed["shape"])


def pairs(layers: list[Case]) -> list[nets.Layer]:
    """Layers as the reference takes them; layers inside blocks get their automatic names."""
    return [(layer["class_name"], layer["config"]) for layer in map(labs.with_inner_names, layers)]


def net_arrays(case: Case) -> Arrays:
    """Output, slopes of sum(output * cotangent), and the weights that a pass changes."""
    keras.backend.clear_session()
    precision = keras.config.floatx()
    model, weights = nets.build(case["input_shape"], pairs(case["layers"]))
    names = [weight["name"] for weight in case["weights"]]
    for weight, given in zip(weights, case["weights"], strict=True):
        weight.assign(unpack(given).astype(precision))
    with tf.GradientTape() as tape:
        images = tf.constant(unpack(case["images"]).astype(precision))
        tape.watch(images)
        output = model(images, training=case["training"])
        total = tf.reduce_sum(output * tf.constant(unpack(case["cotangent"]).astype(precision)))
    trainable = [place for place, weight in enumerate(weights) if weight.trainable]
    slopes = tape.gradient(total, [images, *(weights[place].value for place in trainable)])
    slope_names = ["input", *(names[place] for place in trainable)]
    return {
        "output": output.numpy(),
        **{f"slope by {name}": slope.numpy() for name, slope in zip(slope_names, slopes, strict=True)},
        **{
            f"{name} after": weight.numpy()
            for name, weight in zip(names, weights, strict=True)
            if not weight.trainable
        },
    }


def training_arrays(case: Case) -> Arrays:
    """Losses of every step, and weights and averages at the end."""
    task = trainer.Task(
        tuple(case["input_shape"]),
        pairs(case["layers"]),
        case["loss"],
        unpack(case["images"]),
        unpack(case["labels"]),
        [np.array(batch) for batch in case["batches"]],
        case["scale"],
    )
    trained = trainer.train(task, case["optimizer"], [unpack(weight) for weight in case["weights"]])
    names = [weight["name"] for weight in case["weights"]]
    averages = {f"average {place}": average for place, average in enumerate(trained.averages)}
    return {"losses": trained.losses, **dict(zip(names, trained.weights, strict=True)), **averages}


def loss_arrays(case: Case) -> Arrays:
    """The loss of each image, and its slopes."""
    values = unpack(case["values"]).astype(keras.config.floatx())
    arguments = (case["class_name"], case["config"], case["activation"])
    per_image, slopes = losses.compute(*arguments, values, unpack(case["labels"]))
    return {"values": per_image, "slopes": slopes}


def metric_arrays(case: Case) -> Arrays:
    """The means over all images of what an evaluation reports."""
    logits = unpack(case["logits"]).astype(keras.config.floatx())
    values = losses.compute_metrics(logits, unpack(case["labels"]))[1]
    names = ["accuracy", "top_5_accuracy", "categorical_crossentropy"]
    return {name: np.array([values[name].mean(dtype=np.float64)]) for name in names}


def schedule_arrays(case: Case) -> Arrays:
    """The rates at the given steps."""
    schedule = schedules.build(case["class_name"], case["config"])
    return {"rates": np.array([keras.ops.convert_to_numpy(schedule(step)) for step in case["steps"]])}


def numbers(compute: Callable[[Case], Arrays]) -> Callable[[Case], Case]:
    """An answer with arrays in float32, each with its distance from double precision."""

    def answer(case: Case) -> Case:
        single = compute(case)
        if moves_pictures(case):
            others = [compute(nudged(case, seed)) for seed in range(NUDGES)]
        else:
            others = [in_double(case)]
        return {"numbers": named(single, others)}

    def in_double(case: Case) -> Arrays:
        keras.config.set_floatx("float64")
        fold_constants(False)
        try:
            return compute(case)
        finally:
            fold_constants(True)
            keras.config.set_floatx("float32")

    return answer


def fold_constants(is_on: bool) -> None:
    """Whether TensorFlow may write `x / constant` as `x * (1 / constant)`, which rounds a whole quotient down.

    Schedules compute in float32 in either precision. Where `decay_steps` is 109, say, folding puts 109 * (1 / 109)
    below 1, so that a staircase comes one step later in `fit` than in `schedule(109)`.
    """
    tf.config.optimizer.set_experimental_options({"constant_folding": is_on})


def moves_pictures(case: Case) -> bool:
    """Whether Keras cannot compute the case in double precision: moving pictures takes float32 alone."""
    return any(layer["class_name"].startswith("Random") for layer in case.get("layers", []))


def nudged(case: Case, seed: int) -> Case:
    """The case with images and weights that differ in their last bits: what that changes is the size of rounding."""
    random = np.random.default_rng(seed)

    def nudge(packed: dict[str, Any]) -> dict[str, Any]:
        values = unpack(packed)
        factors = 1 + random.uniform(-(2.0**-23), 2.0**-23, values.shape)
        return {**packed, **(pack(values * factors) if values.dtype == np.float32 else {})}

    return {**case, "images": nudge(case["images"]), "weights": [nudge(weight) for weight in case["weights"]]}


def named(single: Arrays, others: list[Arrays]) -> list[dict[str, Any]]:
    """Arrays with their names and their largest distances from the same arrays computed otherwise.

    A slope that is nothing but rounding (of a bias before BatchNormalization, say) has no size of its own: its
    rounding is at least that of float32 at the largest slope of the net.
    """
    slopes = [np.abs(value).max(initial=0) for name, value in single.items() if name.startswith("slope")]
    least = 2.0**-23 * float(max(slopes, default=0))
    answers = []
    for name, value in single.items():
        rounding = max(distance(value, other[name]) for other in others)
        if name.startswith("slope") and rounding > np.abs(value).max(initial=0) / 2:
            rounding = max(rounding, least)
        answers.append({"name": name, "rounding": rounding, **pack(value)})
    return answers


def distance(single: np.ndarray, exact: np.ndarray) -> float:
    """Largest difference; -1 where one of them is not finite."""
    largest = float(np.abs(single.astype(np.float64) - exact).max(initial=0))
    return largest if np.isfinite(largest) else -1.0


def summary(case: Case) -> Case:
    """What `model.summary()` prints, and the facts of every layer."""
    os.environ["COLUMNS"] = str(summaries.LINE_LENGTH)
    made = summaries.make_case("net", tuple(case["input_shape"]), pairs(case["layers"]))
    return {"facts": {key: value for key, value in made.items() if key not in {"name", "layers", "input_shape"}}}


def initializer(case: Case) -> Case:
    """The distribution of draws, by Keras's draws and by the formula."""
    made = initializers.make_case(case["class_name"], case["config"], "random", tuple(case["shape"]))
    return {"facts": {**made, "shares": initializers.SHARES}}


KINDS: dict[str, Callable[[Case], Case]] = {
    "versions": lambda _: {"versions": versions()},
    "net": numbers(net_arrays),
    "training": numbers(training_arrays),
    "loss": numbers(loss_arrays),
    "metric": numbers(metric_arrays),
    "schedule": numbers(schedule_arrays),
    "summary": summary,
    "initializer": initializer,
}


def main() -> None:
    """Answers on what was standard output; whatever else prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    set_up_tensorflow()
    for line in sys.stdin:
        case = json.loads(line)
        try:
            answer = KINDS[case["kind"]](case)
        except Exception:
            answer = {"error": traceback.format_exc(limit=-3)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
