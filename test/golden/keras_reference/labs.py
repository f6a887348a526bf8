"""The networks of the ready-made labs, read from their files."""

import json
from pathlib import Path
from typing import Any

from keras.src.utils.naming import to_snake_case

LABS_FOLDER = Path(__file__).parents[3] / "resources" / "labs"

SHAPES = {
    "mnist": (28, 28, 1),
    "fashion-mnist": (28, 28, 1),
    "cifar-100": (32, 32, 3),
    "tatami-100": (32, 32, 3),
}

Layer = tuple[str, dict[str, Any]]


def nets() -> list[tuple[str, tuple[int, ...], list[Layer]]]:
    """Name, input shape and layers of every network that some lab trains, each network of a lab once."""
    labs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(LABS_FOLDER.glob("*.json"))]
    return [net for lab in labs for net in _nets_of(lab["id"], lab["document"])]


def _nets_of(lab: str, document: dict[str, Any]) -> list[tuple[str, tuple[int, ...], list[Layer]]]:
    base = document.get("base", document)
    shape = SHAPES[base["dataset"]["id"]]
    found: list[list[Layer]] = []
    for variant in document.get("variants", [{"set": {}}]):
        net = [(layer["class_name"], layer["config"]) for layer in _changed(base, variant["set"])]
        if net not in found:
            found.append(net)
    return [(f"lab-{lab}-{number}", shape, net) for number, net in enumerate(found)]


def _changed(base: dict[str, Any], settings: dict[str, Any]) -> list[Any]:
    """The layers of a variant: another model, other layers, or other arguments of layers."""
    model = json.loads(json.dumps(settings.get("model", base["model"])))
    layers = [with_inner_names(layer) for layer in model["layers"]]
    names = automatic_names(layers)
    for path, value in settings.items():
        pieces = path.split(".")
        if pieces[:2] != ["model", "layers"]:
            continue
        place = names.index(pieces[2])
        if len(pieces) == 3:
            layers[place] = value
        else:
            layers[place]["config"][pieces[3]] = value
    return layers


def with_inner_names(layer: dict[str, Any]) -> dict[str, Any]:
    """Names the layers inside a block, whose names count up for themselves."""
    if layer["class_name"] != "Residual":
        return layer
    inner = layer["config"]["layers"]
    for part, name in zip(inner, automatic_names(inner), strict=True):
        part["config"]["name"] = name
    return layer


def automatic_names(layers: list[dict[str, Any]]) -> list[str]:
    """Keras's names of layers in a fresh name space."""
    counts: dict[str, int] = {}
    names = []
    for layer in layers:
        base = to_snake_case(layer["class_name"])
        number = counts.get(base, 0)
        counts[base] = number + 1
        names.append(layer["config"].get("name", f"{base}_{number}" if number else base))
    return names
