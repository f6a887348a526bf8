"""Writes the model files of `data/imports`: nets of Keras 3 with every layer that Tatami has, and what they predict.

    python test/golden/make_imports.py

The tests read these files with Tatami's own readers and compare the predictions.
"""

import json
import os
import zipfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras
import numpy as np
from keras import layers

FOLDER = Path(__file__).parent / "data" / "imports"
CLASSES = 3


def every_plain_layer() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            layers.Rescaling(1 / 127.5, offset=-1.0),
            layers.RandomFlip("horizontal"),
            layers.RandomTranslation(0.1, (-0.2, 0.1), fill_mode="nearest"),
            layers.RandomRotation(0.1),
            layers.ZeroPadding2D(((1, 0), (0, 1))),
            layers.Conv2D(4, 3, strides=2, padding="same", kernel_initializer="he_normal", kernel_regularizer="l2"),
            layers.BatchNormalization(momentum=0.9, epsilon=0.01),
            layers.ReLU(max_value=6.0, negative_slope=0.1),
            layers.SeparableConv2D(5, (3, 2), padding="same", depth_multiplier=2, activation="elu"),
            layers.LayerNormalization(axis=[1, 2, 3]),
            layers.SpatialDropout2D(0.2),
            layers.DepthwiseConv2D(2, depth_multiplier=2, activation="selu", dilation_rate=2),
            layers.LeakyReLU(negative_slope=0.2),
            layers.GaussianNoise(0.1),
            layers.MaxPooling2D(2, strides=1),
            layers.AveragePooling2D(2, padding="same"),
            layers.Conv2D(4, 1, use_bias=False, activation="gelu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(6, activation="tanh", kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02)),
            layers.Activation("silu"),
            layers.LayerNormalization(),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    )


def all_activations() -> keras.Model:
    names = ["linear", "sigmoid", "tanh", "softmax", "relu", "leaky_relu", "elu", "selu", "gelu", "silu"]
    hidden = [layers.Dense(7, activation=name) for name in names]
    return keras.Sequential([keras.Input((4, 4, 1)), layers.GlobalAveragePooling2D(), *hidden, layers.Dense(CLASSES)])


def nested_augmentation() -> keras.Model:
    augmentation = keras.Sequential([layers.RandomFlip(), layers.RandomCrop(8, 8), layers.Conv2D(3, 1)])
    body = keras.Sequential([layers.Conv2D(3, 3), layers.GlobalMaxPooling2D(keepdims=True)])
    return keras.Sequential(
        [keras.Input((8, 8, 3)), augmentation, layers.Conv2D(2, 3), body, layers.Flatten(), layers.Dense(CLASSES), layers.Softmax()]
    )


def residual_blocks() -> keras.Model:
    pixels = keras.Input((8, 8, 3))
    x = layers.Rescaling(1 / 255)(pixels)
    x = layers.Conv2D(4, 3, padding="same")(x)
    main = layers.Conv2D(4, 3, padding="same", activation="relu", name="block1_conv2d")(x)
    main = layers.BatchNormalization(name="block1_normalization")(main)
    x = layers.Add(name="block1_add")([x, main])
    x = layers.Activation("relu")(x)
    main = layers.Conv2D(6, 3, padding="same", strides=2)(x)
    x = layers.Add()([main, layers.Conv2D(6, 1, strides=2)(x)])
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(pixels, layers.Dense(CLASSES, activation="sigmoid")(x))


def flat_digits() -> keras.Model:
    return keras.Sequential([keras.Input((784,)), layers.Dense(2, activation="relu"), layers.Dense(CLASSES, activation="softmax")])


def with_random_weights(model: keras.Model, seed: int, spread: float) -> keras.Model:
    random = np.random.default_rng(seed)
    for weight in model.weights:
        if weight.dtype != "float32":
            continue
        shape = weight.shape
        values = random.normal(0, spread, shape)
        if "variance" in weight.path:
            values = np.abs(values) + 0.5
        weight.assign(values.astype(np.float32))
    return model


def pictures(model: keras.Model, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (4, *model.input_shape[1:]), dtype=np.uint8)


def old_style(source: Path, target: Path) -> None:
    """The legacy file as Keras 2 wrote it: `batch_input_shape`, fixed-length texts, no modules."""
    with h5py.File(source) as new, h5py.File(target, "w") as old:
        config = json.loads(new.attrs["model_config"])
        shape = config["config"]["layers"][0]["config"]["batch_shape"]
        config["config"]["layers"] = [as_keras_2(layer) for layer in config["config"]["layers"][1:]]
        config["config"]["layers"][0]["config"]["batch_input_shape"] = shape
        for key in ("build_config", "build_input_shape"):
            config["config"].pop(key, None)
        old.attrs["model_config"] = np.bytes_(json.dumps({"class_name": "Sequential", "config": config["config"]}))
        old.attrs["keras_version"] = np.bytes_("2.2.0")
        old.attrs["backend"] = np.bytes_("tensorflow")
        weights = old.create_group("model_weights")
        names = [str(name) for name in new["model_weights"].attrs["layer_names"]]
        weights.attrs["layer_names"] = np.array(names, dtype="S")
        for name in names:
            group = weights.create_group(name)
            paths = [str(path) for path in new[f"model_weights/{name}"].attrs["weight_names"]]
            group.attrs["weight_names"] = np.array([f"{path}:0" for path in paths], dtype="S" if paths else float)
            for path in paths:
                group.create_dataset(f"{path}:0", data=new[f"model_weights/{name}/{path}"][:])


def as_keras_2(layer: dict) -> dict:
    config = {key: value for key, value in layer["config"].items() if key not in ("dtype", "quantization_config")}
    for key, value in config.items():
        if isinstance(value, dict) and "class_name" in value:
            config[key] = {"class_name": value["class_name"], "config": value["config"]}
            if value["class_name"] == "GlorotUniform":
                config[key] = {
                    "class_name": "VarianceScaling",
                    "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None},
                }
    return {"class_name": layer["class_name"], "config": {**config, "dtype": "float32"}}


def newest_hdf5(source: Path, target: Path) -> None:
    """The same groups in the newest edition of HDF5: large groups have heaps and trees of their own."""
    with h5py.File(source) as old, h5py.File(target, "w", libver="latest") as new:
        for name in old:
            if name != "optimizer":
                old.copy(name, new)


def javascript(model: keras.Model, folder: Path) -> None:
    """A layers model as TensorFlow.js saves it, with the weights in two files."""
    folder.mkdir(exist_ok=True)
    config = json.loads(model.to_json())
    config["config"]["layers"] = [as_keras_2(layer) for layer in config["config"]["layers"][1:]]
    config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, *model.input_shape[1:]]
    config["config"].pop("build_input_shape", None)
    named = [(f"{layer.name}/{weight.name}", weight.numpy()) for layer in model.layers for weight in layer.weights]
    named = [(name, values) for name, values in named if values.dtype == np.float32]
    data = b"".join(values.tobytes() for _, values in named)
    parts = {"group1-shard1of2.bin": data[:100], "group1-shard2of2.bin": data[100:]}
    for name, part in parts.items():
        (folder / name).write_bytes(part)
    manifest = [
        {
            "paths": list(parts),
            "weights": [{"name": name, "shape": list(values.shape), "dtype": "float32"} for name, values in named],
        }
    ]
    description = {
        "format": "layers-model",
        "generatedBy": "TensorFlow.js tfjs-layers v4.22.0",
        "modelTopology": {
            "class_name": "Sequential",
            "config": config["config"],
            "keras_version": "tfjs-layers 4.22.0",
        },
        "weightsManifest": manifest,
        "userDefinedMetadata": {"class_names": ["cat", "dog", "sea"]},
    }
    (folder / "model.json").write_text(json.dumps(description))
    with zipfile.ZipFile(f"{folder}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"web-model/{file.name}")


def hostile(folder: Path) -> None:
    """Small HDF5 files that reach outside themselves, expand or hide something: all are to be refused."""
    folder.mkdir(exist_ok=True)
    values = np.zeros((4, 3), np.float32)

    def write(name: str, fill) -> None:
        with h5py.File(folder / f"{name}.weights.h5", "w") as file:
            group = file.create_group("layers/dense/vars")
            group.create_dataset("1", data=np.zeros(3, np.float32))
            fill(group)

    def soft(group: h5py.Group) -> None:
        group["0"] = h5py.SoftLink("/layers/dense/vars/1")

    def external(group: h5py.Group) -> None:
        group["0"] = h5py.ExternalLink("../elsewhere.h5", "/secret")

    def compressed(group: h5py.Group) -> None:
        group.create_dataset("0", data=values, compression="gzip")

    def elsewhere(group: h5py.Group) -> None:
        group.create_dataset("0", shape=(4, 3), dtype="f4", external=[("/etc/hostname", 0, 48)])

    def virtual(group: h5py.Group) -> None:
        layout = h5py.VirtualLayout((4, 3), "f4")
        layout[:] = h5py.VirtualSource("elsewhere.h5", "secret", (4, 3))
        group.create_virtual_dataset("0", layout)

    def unwritten(group: h5py.Group) -> None:
        group.create_dataset("0", shape=(4, 3), dtype="f4")

    def integers(group: h5py.Group) -> None:
        group.create_dataset("0", data=values.astype("i4"))

    for fill in (soft, external, compressed, elsewhere, virtual, unwritten, integers):
        write(fill.__name__, fill)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    nets = {
        "plain": every_plain_layer,
        "activations": all_activations,
        "nested": nested_augmentation,
        "residual": residual_blocks,
        "flat": flat_digits,
    }
    cases = {}
    for seed, (name, build) in enumerate(nets.items(), start=1):
        keras.utils.set_random_seed(seed)
        model = with_random_weights(build(), seed, 0.02 if name in ("nested", "flat") else 0.4)
        images = pictures(model, seed)
        expected = model.predict(images.astype(np.float32), verbose=0)
        cases[name] = {"pixels": images.ravel().tolist(), "expected": expected.ravel().tolist()}
        if name == "plain":
            model.compile(keras.optimizers.Adadelta(1.0), "categorical_crossentropy", metrics=["accuracy"])
        model.save(FOLDER / f"{name}.keras")
        if name not in ("activations", "flat"):
            model.save(FOLDER / f"{name}.h5")
        if name in ("plain", "residual"):
            model.save_weights(FOLDER / f"{name}.weights.h5")
            weights = {weight.path.replace("/", "."): weight.numpy() for weight in model.weights if weight.dtype == "float32"}
            np.savez(FOLDER / f"{name}.npz", **{key: np.asfortranarray(value) for key, value in weights.items()})
        if name == "plain":
            np.savez_compressed(FOLDER / "unnamed.npz", *weights.values())
            old_style(FOLDER / "plain.h5", FOLDER / "keras-2.h5")
            newest_hdf5(FOLDER / "plain.weights.h5", FOLDER / "newest.weights.h5")
            javascript(model, FOLDER / "web-model")
    hostile(FOLDER / "hostile")
    facts = {"keras": keras.__version__, "h5py": h5py.__version__, "nets": cases}
    (FOLDER / "predictions.json").write_text(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
