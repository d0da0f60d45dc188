"""Times the training step of this project's network in PyTorch, in a table of ways to run it.

python bench/peers/pytorch.py [--batch 64 128 256] [--modes graph compile ...] [--data FOLDER] [--json FILE]

This is a peer at its fair best, so nothing waits for the host that does not have to:

- All 60,000 images lie on the device as bytes, with their labels. A batch is gathered there by index and divided by 255
  there; the indices are a permutation that is on the device too. No step reads anything back, not even its loss.
- A step is gather, forward with both dropouts, cross-entropy, backward and Adam: the fused one, except in `eager`.
- The images are random, around one random image a class, so that `loss` (the mean of the last ten steps') tells whether
  a mode truly trains. With --data they are Fashion-MNIST's own four IDX files, gzipped or not. The time is the same.

Modes: `eager` is what most people write; `eager-fused` has the fused Adam. `compile` is torch.compile of everything
before Adam, `reduce-overhead` the same with PyTorch's own CUDA graphs (the gather is outside, as a graph would copy its
inputs). `graph` captures the whole step, Adam included, as one CUDA graph of the eager kernels, `graph-compile` of the
compiled ones. `graph-autotune` (not run unless asked for) compiles with mode max-autotune-no-cudagraphs.

Columns: `first` is the first step from a fresh network, compiling and capturing included (three warm-up steps too where
a graph is captured; `reduce-overhead` records its graphs in the two steps after it; the very first row also loads
cuDNN; compiled code of earlier rows may be found in a cache). `step` is the median of blocks of 50 steps, each block
with the device waited for before and after it, `TFLOP/s` what the network needs at least (71.6 MFLOP an image), `of
peak` its share of a matrix product of 8192 x 8192, measured at the start with the same TF32 setting. Rows with TF32 on
are not float32 any more: 10 bits of mantissa. A row that fails says why; when --budget seconds are over, the rest is
skipped. cudnn.benchmark is on.
"""

import argparse
import contextlib
import gc
import itertools
import json
import math
import pathlib
import platform
import signal
import statistics
import time
import warnings

import torch

from pytorch_step import COMPILE_MODES, Step, read_data, synchronise, synthetic

BLOCK = 50
WARM_UP = 20
# Forward: the two convolutions and the two dense layers, two operations a multiplication. Backward is twice that, less
# the gradient of the images, which nobody asks for.
CONV_1 = 26 * 26 * 32 * 9 * 2
FORWARD = CONV_1 + 24 * 24 * 64 * 288 * 2 + 9216 * 128 * 2 + 128 * 10 * 2
FLOP_PER_IMAGE = 3 * FORWARD - CONV_1

# The order in which a short budget is spent: what starts at once comes first, of what is compiled the fastest.
MODES = ["eager", "eager-fused", "graph", "graph-compile", "compile", "reduce-overhead"]
EXTRA_MODES = ["graph-autotune"]


def set_tf32(is_on):
    torch.backends.cuda.matmul.allow_tf32 = is_on
    torch.backends.cudnn.allow_tf32 = is_on


def measure(mode, data, batch, channels_last, steps):
    """Milliseconds of the first step and of a later one, and the loss at the end."""
    device = data.images.device
    synchronise(device)
    start = time.perf_counter()
    step = Step(mode, data, batch, channels_last)
    step.first()
    synchronise(device)
    first = time.perf_counter() - start
    blocks = []
    block = min(BLOCK, steps)
    for _ in range(min(WARM_UP, steps)):
        step.next()
    for _ in range(max(1, steps // block)):
        synchronise(device)
        start = time.perf_counter()
        for _ in range(block):
            step.next()
        synchronise(device)
        blocks.append((time.perf_counter() - start) / block)
    losses = []
    for _ in range(min(10, steps)):
        step.next()
        losses.append(step.loss.item())
    loss = statistics.mean(losses)
    if not math.isfinite(loss):
        raise ArithmeticError(f"the loss is {loss}")
    median = statistics.median(blocks)
    return {
        "first_ms": first * 1e3,
        "step_ms": median * 1e3,
        "step_ms_min": min(blocks) * 1e3,
        "step_ms_max": max(blocks) * 1e3,
        "images_per_s": batch / median,
        "tflops": FLOP_PER_IMAGE * batch / median / 1e12,
        "loss": loss,
    }


def seconds_of(action, repeats):
    """The median over single runs, by the device's own clock."""
    for _ in range(3):
        action()
    times = []
    for _ in range(repeats):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        action()
        end.record()
        end.synchronize()
        times.append(begin.elapsed_time(end) / 1e3)
    return statistics.median(times)


def measure_peaks():
    """What the card reaches on a large matrix product and on a copy."""
    size = 8192
    a, b, c = (torch.randn(size, size, device="cuda") for _ in range(3))
    peaks = {}
    for name, is_on in [("float32_tflops", False), ("tf32_tflops", True)]:
        set_tf32(is_on)
        peaks[name] = 2 * size**3 / seconds_of(lambda: torch.mm(a, b, out=c), 15) / 1e12
    del a, b, c
    source = torch.zeros(1 << 30, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    peaks["copy_gb_per_s"] = 2 * source.numel() / seconds_of(lambda: target.copy_(source), 30) / 1e9
    set_tf32(False)
    return peaks


@contextlib.contextmanager
def limited_to(seconds):
    """Raises TimeoutError in the body after so many seconds."""

    def stop(*_):
        raise TimeoutError(f"not done within {seconds:.0f} s")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def reason(error):
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0] if lines else ''}".replace("|", "/")[:160]


def clean_up(device):
    """Nothing of a row may weigh on the next."""
    with contextlib.suppress(Exception):
        torch._dynamo.reset()
    gc.collect()
    if device.type == "cuda":
        with contextlib.suppress(Exception):
            torch.cuda.synchronize()
            torch.cuda.empty_cache()


def describe(device):
    about = {"torch": torch.__version__, "python": platform.python_version()}
    if device.type == "cuda":
        about |= {
            "device": torch.cuda.get_device_name(),
            "multiprocessors": torch.cuda.get_device_properties(0).multi_processor_count,
            "cuda": torch.version.cuda,
            "cudnn": torch.backends.cudnn.version(),
        }
        with contextlib.suppress(Exception):
            import triton

            about["triton"] = triton.__version__
    else:
        about |= {"device": platform.processor() or platform.machine(), "threads": torch.get_num_threads()}
    return about


def print_row(cells):
    print(f"| {' | '.join(cells)} |", flush=True)


def print_result(row, peaks):
    cells = [str(row["batch"]), row["mode"], "on" if row["tf32"] else "off", row["layout"]]
    if "error" in row:
        print_row([*cells, row["error"], "", "", "", "", ""])
        return
    peak = peaks.get("tf32_tflops" if row["tf32"] else "float32_tflops")
    share = f"{100 * row['tflops'] / peak:.0f} %" if peak else ""
    times = [f"{row['first_ms']:.0f}", f"{row['step_ms']:.4f}", f"{row['images_per_s']:,.0f}"]
    print_row([*cells, *times, f"{row['tflops']:.2f}", share, f"{row['loss']:.3f}"])


def rows_to_measure(options, is_cuda):
    """Every combination, the ones wanted most first: channels_last of the compiled modes, slow to get, last."""
    compiled = [mode for mode in options.modes if mode in COMPILE_MODES]
    plain = [mode for mode in options.modes if mode not in COMPILE_MODES]
    tf32 = [False, True] if is_cuda else [False]
    # The middle of the batch sizes first: if time runs short, it is the one to compare by.
    batches = sorted(options.batch, key=lambda batch: abs(math.log2(batch / 128)))
    for modes, layouts in [(plain, ["nchw", "nhwc"]), (compiled, ["nchw"]), (compiled, ["nhwc"])]:
        for batch, mode, layout, is_on in itertools.product(batches, modes, layouts, tf32):
            yield {"batch": batch, "mode": mode, "tf32": is_on, "layout": layout}


def main():
    parser = argparse.ArgumentParser(description="Times the network's training step in PyTorch.")
    parser.add_argument("--batch", type=int, nargs="+", default=[64, 128, 256], metavar="N")
    modes = MODES + EXTRA_MODES
    parser.add_argument("--modes", nargs="+", choices=modes, metavar="MODE", help=", ".join(modes))
    parser.add_argument("--steps", type=int, default=400, metavar="N", help="timed steps a row, in blocks of 50")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--data", metavar="FOLDER", help="Fashion-MNIST's IDX files, instead of random images")
    parser.add_argument("--budget", type=float, default=160, metavar="S", help="seconds after which rows are skipped")
    parser.add_argument("--row-limit", type=float, default=60, metavar="S", help="seconds until a row is given up")
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    began = time.perf_counter()
    device = torch.device(options.device)
    is_cuda = device.type == "cuda"
    options.modes = options.modes or (MODES if is_cuda else ["eager"])
    if is_cuda and not torch.cuda.is_available():
        parser.error("PyTorch sees no CUDA GPU; --device cpu tries the eager way without one")
    warnings.filterwarnings("ignore")
    torch.backends.cudnn.benchmark = True

    report = {"about": describe(device), "peaks": {}, "rows": []}
    print(", ".join(f"{name} {value}" for name, value in report["about"].items()))
    if is_cuda:
        try:
            report["peaks"] = measure_peaks()
            print(", ".join(f"{name} {value:.1f}" for name, value in report["peaks"].items()))
        except Exception as error:
            print(f"no peaks: {reason(error)}")
        clean_up(device)
    data = read_data(options.data, device) if options.data else synthetic(device)

    print()
    print_row(["batch", "mode", "TF32", "layout", "first, ms", "step, ms", "images/s", "TFLOP/s", "of peak", "loss"])
    print_row(["---:", "---", "---", "---", *["---:"] * 6])
    for row in rows_to_measure(options, is_cuda):
        left = options.budget - (time.perf_counter() - began)
        try:
            if left <= 0:
                raise TimeoutError("skipped, the budget is spent")
            set_tf32(row["tf32"])
            data.start = 0
            with limited_to(min(options.row_limit, max(left, 5))):
                row |= measure(row["mode"], data, row["batch"], row["layout"] == "nhwc", options.steps)
        except Exception as error:
            row["error"] = reason(error)
        clean_up(device)
        report["rows"].append(row)
        print_result(row, report["peaks"])
        if options.json:
            pathlib.Path(options.json).write_text(json.dumps(report, indent=1) + "\n")

    best = {}
    for row in report["rows"]:
        key = (row["batch"], row["tf32"])
        if "error" not in row and row["step_ms"] < best.get(key, {"step_ms": math.inf})["step_ms"]:
            best[key] = row
    print()
    for (batch, is_on), row in sorted(best.items()):
        tf32 = "on" if is_on else "off"
        speed = f"{row['images_per_s']:,.0f} images/s"
        print(f"best at batch {batch}, TF32 {tf32}: {row['mode']}, {row['layout']}, {speed}")
    print(f"{time.perf_counter() - began:.0f} s in all")


if __name__ == "__main__":
    main()
