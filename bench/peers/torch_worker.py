"""PyTorch: eager, with channels last, and compiled; batches by index from tensors in memory, fused optimizers."""

import time

import torch
from torch import nn
from worker import read_images, serve

OPTIMIZERS = {
    "sgd": lambda weights: torch.optim.SGD(weights, lr=0.01, momentum=0.9, fused=True),
    "adam": lambda weights: torch.optim.Adam(weights, lr=0.001, fused=True),
    "adadelta": lambda weights: torch.optim.Adadelta(weights, lr=1.0, foreach=True),
}


def build(cell):
    pooled = (cell["size"] - 7) // 2
    return nn.Sequential(
        nn.Conv2d(cell["channels"], 32, 6),
        nn.ReLU(),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Dropout(0.25),
        nn.Flatten(),
        nn.Linear(64 * pooled * pooled, 128),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(128, cell["classes"]),
    )


def open_cell(variant, cell):
    model = build(cell).train()
    layout = torch.channels_last if variant == "torch-channels-last" else torch.contiguous_format
    images, labels = read_images(cell)
    inputs = (torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255).contiguous(memory_format=layout)
    targets = torch.from_numpy(labels)
    model = model.to(memory_format=layout)
    optimizer = OPTIMIZERS[cell["optimizer"]](model.parameters())
    forward = torch.compile(model) if variant == "torch-compile" else model
    loss_of = nn.CrossEntropyLoss()

    def step(chosen):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(forward(inputs[chosen]), targets[chosen])
        loss.backward()
        optimizer.step()
        return loss.item()

    def block(steps):
        times = []
        for _ in range(steps):
            begun = time.perf_counter()
            step(torch.randint(len(targets), (cell["batchSize"],)))
            times.append(1000 * (time.perf_counter() - begun))
        return times

    block(1)
    return block


def about():
    return {"versions": {"pytorch": torch.__version__}, "threads": torch.get_num_threads()}


serve(about, open_cell)
