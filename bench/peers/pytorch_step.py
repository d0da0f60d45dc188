"""The network, its data and one training step of pytorch.py, in each of its modes."""

import gzip
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

IMAGES = 60_000
COMPILE_MODES = {
    "compile": "default",
    "graph-compile": "default",
    "reduce-overhead": "reduce-overhead",
    "graph-autotune": "max-autotune-no-cudagraphs",
}


class Network(nn.Module):
    """The network of docs/, 1,199,882 parameters; `channels_last` is how its activations lie in memory."""

    def __init__(self, channels_last):
        super().__init__()
        self.channels_last = channels_last
        self.conv_1 = nn.Conv2d(1, 32, 3)
        self.conv_2 = nn.Conv2d(32, 64, 3)
        self.dense_1 = nn.Linear(64 * 12 * 12, 128)
        self.dense_2 = nn.Linear(128, 10)

    def forward(self, pixels):
        # Both are views. With one channel the strides alone tell cuDNN which layout is meant.
        images = pixels.unsqueeze(3).permute(0, 3, 1, 2) if self.channels_last else pixels.unsqueeze(1)
        x = images.to(torch.float32) / 255
        x = F.relu(self.conv_1(x))
        x = F.relu(self.conv_2(x))
        x = F.dropout(F.max_pool2d(x, 2), 0.5, self.training)
        x = F.relu(self.dense_1(x.flatten(1)))
        return self.dense_2(F.dropout(x, 0.5, self.training))


class Data:
    """Images and labels on the device, and the order in which they are taken."""

    def __init__(self, images, labels, device):
        self.images = images.to(device)
        self.labels = labels.to(device)
        self.order = torch.randperm(len(images), device=device)
        self.start = 0

    def next_indices(self, batch):
        if self.start + batch > len(self.order):
            self.start = 0
            self.order = torch.randperm(len(self.order), device=self.order.device)
        indices = self.order[self.start : self.start + batch]
        self.start += batch
        return indices


def synthetic(device):
    generator = torch.Generator().manual_seed(0)
    labels = torch.randint(10, (IMAGES,), generator=generator)
    classes = torch.randint(256, (10, 28, 28), generator=generator)
    noise = torch.randint(256, (IMAGES, 28, 28), dtype=torch.uint8, generator=generator)
    return Data(((classes[labels] + noise) // 2).to(torch.uint8), labels, device)


def read_idx(folder, name):
    """The numbers of an IDX file of bytes; its header holds the shape."""
    path = pathlib.Path(folder) / name
    data = path.read_bytes() if path.exists() else gzip.open(f"{path}.gz").read()
    sizes = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return torch.frombuffer(bytearray(data[4 + 4 * len(sizes) :]), dtype=torch.uint8).reshape(sizes)


def read_data(folder, device):
    images = read_idx(folder, "train-images-idx3-ubyte")
    return Data(images, read_idx(folder, "train-labels-idx1-ubyte").long(), device)


def synchronise(device):
    if device.type == "cuda":
        torch.cuda.synchronize()


class Step:
    """One training step in one mode; `first` prepares and does the first, `next` each later one. Both leave `loss`."""

    def __init__(self, mode, data, batch, channels_last):
        self.mode = mode
        self.data = data
        self.batch = batch
        device = data.images.device
        torch.manual_seed(0)
        self.network = Network(channels_last).to(device)
        if channels_last:
            self.network.to(memory_format=torch.channels_last)
        self.is_captured = mode.startswith("graph")
        fused = None if mode == "eager" else True
        self.adam = torch.optim.Adam(
            self.network.parameters(), lr=1e-3, eps=1e-7, fused=fused, capturable=self.is_captured
        )
        self.is_gathered_inside = mode != "reduce-overhead"
        self.compute = self.loss_of_indices if self.is_gathered_inside else self.loss_of_images
        if mode in COMPILE_MODES:
            self.compute = torch.compile(self.compute, mode=COMPILE_MODES[mode], dynamic=False)
        self.loss = None

    def loss_of_images(self, pixels, labels):
        return F.cross_entropy(self.network(pixels), labels)

    def loss_of_indices(self, images, labels, indices):
        return self.loss_of_images(images.index_select(0, indices), labels.index_select(0, indices))

    def train(self, indices):
        images, labels = self.data.images, self.data.labels
        if self.is_gathered_inside:
            loss = self.compute(images, labels, indices)
        else:
            if self.mode == "reduce-overhead":
                torch.compiler.cudagraph_mark_step_begin()
            loss = self.compute(images.index_select(0, indices), labels.index_select(0, indices))
        loss.backward()
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)
        return loss.detach()

    def first(self):
        if self.is_captured:
            self.capture()
        self.next()

    def capture(self):
        self.indices = self.data.next_indices(self.batch).clone()
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                self.train(self.indices)
        torch.cuda.current_stream().wait_stream(stream)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.loss = self.train(self.indices)

    def next(self):
        indices = self.data.next_indices(self.batch)
        if self.is_captured:
            self.indices.copy_(indices)
            self.graph.replay()
        else:
            self.loss = self.train(indices)
