"""Pictures for the training runs: a pattern for each class, in noise, so that there is something to learn."""

import numpy as np


def make_pictures(count: int, size: int, classes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`count` grey pictures (bytes, NHWC) and their labels, every class equally often."""
    random = np.random.default_rng(seed)
    patterns = random.uniform(0, 1, (classes, size, size, 1)) ** 3
    labels = np.arange(count) % classes
    random.shuffle(labels)
    noise = random.normal(0, 0.15, (count, size, size, 1))
    bytes_ = np.clip(np.round(255 * (0.8 * patterns[labels] + noise)), 0, 255).astype(np.uint8)
    return bytes_, labels.astype(np.int32)


def make_batches(count: int, size: int, steps: int, seed: int) -> list[np.ndarray]:
    """Indices of each batch; every epoch has its own order, and its last batch may be smaller."""
    random = np.random.default_rng(seed)
    batches: list[np.ndarray] = []
    while len(batches) < steps:
        order = random.permutation(count)
        batches += [order[start : start + size] for start in range(0, count, size)]
    return batches[:steps]
