"""Makes `data/predictions.json`: what scikit-learn, SciPy and statsmodels say about the predictions of two made-up nets.

    python make_predictions.py

Needs scikit-learn and statsmodels only (versions: the file's `made`), not Keras. The calibration error is written out
here, after Guo et al. 2017; everything else is the libraries' own.
"""

import base64
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    precision_recall_fscore_support,
    top_k_accuracy_score,
)
from statsmodels.stats.contingency_tables import mcnemar

IMAGES, CLASSES, GROUPS, KEPT, BINS = 1000, 20, 4, 5, 15
rng = np.random.default_rng(6)
labels = rng.integers(0, CLASSES, IMAGES)
group_of = np.arange(CLASSES) % GROUPS


def net(skill: float, sharpness: float) -> np.ndarray:
    """Softmax outputs of a net that errs inside the superclass more often than across."""
    logits = rng.normal(size=(IMAGES, CLASSES))
    logits += skill * (np.arange(CLASSES) == labels[:, None])
    logits += 0.8 * (group_of[None, :] == group_of[labels][:, None])
    values = np.exp(sharpness * logits)
    return (values / values.sum(axis=1, keepdims=True)).astype(np.float32)


def pack(values: np.ndarray, kind: str) -> dict:
    """An array as `{shape, type, base64}`, little-endian."""
    little = np.ascontiguousarray(values, dtype=np.dtype(kind).newbyteorder("<"))
    return {
        "shape": list(values.shape),
        "type": kind,
        "base64": base64.b64encode(little.tobytes()).decode("ascii"),
    }


def expected_calibration_error(outputs: np.ndarray) -> float:
    """Mean of |accuracy - confidence| over bins of equal width, weighted by their images."""
    confidence = outputs.max(axis=1).astype(np.float64)
    right = outputs.argmax(axis=1) == labels
    error = 0.0
    for low in np.arange(BINS) / BINS:
        inside = (confidence > low) & (confidence <= low + 1 / BINS)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return error


def report(truth: np.ndarray, predicted: np.ndarray, size: int) -> dict:
    """Precision, recall, F1 and support of each class, and their means."""
    options = {"labels": np.arange(size), "zero_division": 0}
    per_class = precision_recall_fscore_support(truth, predicted, **options)
    means = {
        name: precision_recall_fscore_support(truth, predicted, average=name, **options)[:3]
        for name in ("macro", "weighted")
    }
    return {"per_class": [column.tolist() for column in per_class], **means}


def judge(outputs: np.ndarray) -> dict:
    """What the libraries say about one net."""
    best = outputs.argmax(axis=1)
    top = np.argsort(-outputs, axis=1, kind="stable")[:, :KEPT]
    kept = np.take_along_axis(outputs, top, axis=1)
    sums = np.stack([np.where(group_of[top] == group, kept, 0).sum(axis=1) for group in range(GROUPS)], axis=1)
    return {
        "top_classes": pack(top, "int32"),
        "top_probabilities": pack(kept, "float32"),
        "confusion": confusion_matrix(labels, best, labels=np.arange(CLASSES)).tolist(),
        "coarse_confusion": confusion_matrix(group_of[labels], group_of[best]).tolist(),
        "classes": report(labels, best, CLASSES),
        "superclasses": report(group_of[labels], group_of[best], GROUPS),
        "top_k": [top_k_accuracy_score(labels, outputs, k=k, labels=np.arange(CLASSES)) for k in range(1, KEPT + 1)],
        "coarse_by_best": accuracy_score(group_of[labels], group_of[best]),
        "coarse_by_sum": accuracy_score(group_of[labels], sums.argmax(axis=1)),
        "calibration_error": expected_calibration_error(outputs),
    }


def test(only_a: int, only_b: int) -> dict:
    """McNemar's test as statsmodels does it: exact below 25 disagreements."""
    exact = only_a + only_b < 25
    result = mcnemar([[0, only_a], [only_b, 0]], exact=exact, correction=True)
    statistic = None if exact else float(result.statistic)
    return {"only_a": only_a, "only_b": only_b, "statistic": statistic, "p": float(result.pvalue)}


PAIRS = [(0, 1), (1, 5), (3, 21), (12, 12), (11, 12), (4, 20), (12, 13), (10, 25), (30, 60), (400, 480), (900, 300)]

a, b = net(2.4, 1.6), net(2.1, 0.9)
right_a, right_b = a.argmax(axis=1) == labels, b.argmax(axis=1) == labels
content = {
    "made": {
        "scikit-learn": sklearn.__version__,
        "statsmodels": statsmodels.__version__,
        "scipy": scipy.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    },
    "labels": pack(labels, "int32"),
    "superclass_of": group_of.tolist(),
    "bins": BINS,
    "nets": {"a": judge(a), "b": judge(b)},
    "mcnemar": [test(*pair) for pair in PAIRS],
    "a_against_b": test(int((right_a & ~right_b).sum()), int((right_b & ~right_a).sum())),
}
lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items()]
path = Path(__file__).parent / "data" / "predictions.json"
path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
print(f"{path.name}: {path.stat().st_size:,} bytes")
