"""Files that a stranger could give to the page, and what must become of each: `python tests/attacks/make.py` writes
them and expected.json. The same bytes every time, with nothing but Python's own library."""

import hashlib
import json
import math
import struct
import sys
from pathlib import Path

from catalogue import SCRIPT, attack, expected, files, good
from data_files import idx_files, pictures
from packed import gzip, png

MODEL_KEY, CHECKPOINT_KEY = "fashion-trainer", "fashion-trainer-checkpoint"


def container(header: bytes, body: bytes = b"", length: int | None = None) -> bytes:
    return struct.pack("<Q", len(header) if length is None else length) + header + body


def text_of(value) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def floats(count: int, value: float = 0.25) -> bytes:
    return struct.pack("<f", value) * count


# The smallest network that there is: no convolution, one unit.
TENSORS = {
    "fc1.weight": ([1, 784], floats(784)),
    "fc1.bias": ([1], floats(1)),
    "fc2.weight": ([10, 1], floats(10)),
    "fc2.bias": ([10], floats(10)),
}
VERSION_1 = {MODEL_KEY: text_of({"formatVersion": 1})}


def safetensors(tensors: dict, metadata: dict | None = None, **changes: dict) -> bytes:
    """`changes`: fields of a tensor's entry, by its name with _ for a dot."""
    header, body = {}, b""
    if metadata is not None:
        header["__metadata__"] = metadata
    for name, (shape, data) in tensors.items():
        entry = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        header[name] = entry | changes.get(name.replace(".", "_"), {})
        body += data
    return container(text_of(header).encode(), body)


def with_tensor(name: str, shape: list[int], data: bytes) -> dict:
    return TENSORS | {name: (shape, data)}


def without(name: str) -> dict:
    return {other: tensor for other, tensor in TENSORS.items() if other != name}


def only(header: str) -> bytes:
    return container(header.encode())


def entry(begin, end, shape="[1]", dtype='"F32"') -> str:
    return f'{{"dtype":{dtype},"shape":{shape},"data_offsets":[{begin},{end}]}}'


def models() -> None:
    whole = safetensors(TENSORS, VERSION_1)
    good("good-model.safetensors", "model", whole)

    def model(name: str, says: str, data: bytes) -> None:
        attack(f"{name}.safetensors", "model", says, data)

    model("empty", "0 bytes", b"")
    model("seven-bytes", "7 bytes", b"\x01" * 7)
    model("header-beyond-the-file", "cut short", container(b"{}", length=1 << 40))
    model("header-of-all-memory", "cut short", container(b"{}", length=(1 << 64) - 1))
    model("header-one-byte-too-long", "cut short", container(b"{}", length=3))
    model("header-of-no-bytes", "not a safetensors file", container(b""))
    model("header-no-object", "not a safetensors file", only("[1,2,3]"))
    model("header-no-utf8", "not a safetensors file", container(b'{"\xff\xfe\xc0":1}'))
    model("header-utf16", "not a safetensors file", container('{"a":1}'.encode("utf-16")))
    model("header-nested", "not a safetensors file", only("[" * 4000 + "]" * 4000))
    model("header-nested-objects", "not a safetensors file", only('{"a":' * 700 + "1" + "}" * 700))
    model("metadata-nested", "can't be read", safetensors(TENSORS, {MODEL_KEY: '{"formatVersion":' + "[" * 4000}))
    model("metadata-no-text", "not a safetensors file", only('{"__metadata__":{"fashion-trainer":{"formatVersion":1}}}'))
    model("metadata-script", "can't be read", safetensors(TENSORS, {MODEL_KEY: SCRIPT}))
    for name, version in {
        "version-2": 2, "version-negative": -1, "version-beyond-numbers": 10**40, "version-script": SCRIPT,
    }.items():
        says = "format version is 2" if version == 2 else "can't be read"
        model(name, says, safetensors(TENSORS, {MODEL_KEY: text_of({"formatVersion": version})}))
    model("prototype", "__proto__", safetensors(with_tensor("__proto__", [1], floats(1)), VERSION_1))
    model("script-as-name", "no layer here has", safetensors(with_tensor(SCRIPT, [1], floats(1)), VERSION_1))
    model("endless-name", "no layer here has", safetensors(with_tensor("n" * 3000, [1], floats(1)), VERSION_1))
    model(
        "name-that-turns-text-round", "no layer here has",
        safetensors(with_tensor("\u202egpj.\u0000\u0007\u2028", [1], floats(1)), VERSION_1),
    )
    header = text_of({"fc2.bias": {"dtype": "F32", "shape": [10], "data_offsets": [0, 40]}})[1:-1]
    model("name-twice", "twice", container(f"{{{header},{header}}}".encode(), floats(10)))
    model("metadata-twice", "twice", only('{"__metadata__":{},"__metadata__":{}}'))
    model("offsets-overlap", "not a safetensors file", container(
        f'{{"a":{entry(0, 8, "[2]")},"b":{entry(4, 12, "[2]")}}}'.encode(), floats(3)))
    model("offsets-with-a-hole", "not a safetensors file", container(
        f'{{"a":{entry(0, 4)},"b":{entry(8, 12)}}}'.encode(), floats(3)))
    model("offsets-beyond-the-file", "not a safetensors file", only(f'{{"a":{entry(0, 4)}}}'))
    model("offsets-backwards", "not a safetensors file", container(f'{{"a":{entry(4, 0)}}}'.encode(), floats(1)))
    model("offsets-negative", "not a safetensors file", container(f'{{"a":{entry(-4, 0)}}}'.encode(), floats(1)))
    model("offsets-beyond-numbers", "not a safetensors file", only(f'{{"a":{entry(0, 2**64 - 1)}}}'))
    model("shape-beyond-numbers", "not a safetensors file", only(f'{{"a":{entry(0, 0, f"[{2**62},8]")}}}'))
    model("shape-negative", "not a safetensors file", only(f'{{"a":{entry(0, 4, "[-1]")}}}'))
    model("bytes-behind-the-last", "not a safetensors file", whole + b"MZ\x90\x00")
    model("type-unknown", "not a safetensors file", only(f'{{"a":{entry(0, 4, dtype=chr(34) + "F31" + chr(34))}}}'))
    model("type-f64", "F64", safetensors(
        with_tensor("fc1.bias", [1], b"\0" * 8), VERSION_1, fc1_bias={"dtype": "F64"}))
    model("type-a-lie", "not a safetensors file", safetensors(TENSORS, VERSION_1, fc1_bias={"dtype": "BF16"}))
    model("shape-a-lie", "not a safetensors file", safetensors(TENSORS, VERSION_1, fc2_bias={"shape": [1000]}))
    model("shape-turned", "must have [10, 1]", safetensors(TENSORS, VERSION_1, fc2_weight={"shape": [1, 10]}))
    model("shape-of-no-dimension", "denseUnits", safetensors(
        with_tensor("fc1.weight", [], floats(1)), VERSION_1))
    model("billion-filters", "filters", safetensors(
        with_tensor("conv1.weight", [10**9, 0, 3, 3], b""), VERSION_1))
    model("billion-units", "denseUnits", safetensors(
        with_tensor("fc1.weight", [10**9, 0], b""), VERSION_1))
    model("weights-missing", "fc2.bias is missing", safetensors(without("fc2.bias"), VERSION_1))
    model("layer-too-many", "conv4", safetensors(with_tensor("conv4.weight", [1], floats(1)), VERSION_1))
    for name, value in {"nan": math.nan, "infinity": math.inf, "minus-infinity": -math.inf}.items():
        bad = floats(9) + floats(1, value)
        model(f"weight-{name}", "finite", safetensors(with_tensor("fc2.bias", [10], bad), VERSION_1))
    eight_bit = {"fc2_weight": {"dtype": "I8"}}
    integers = with_tensor("fc2.weight", [10, 1], b"\x7f" * 10)
    model("scales-missing", "fc2.weight.scale is missing", safetensors(integers, VERSION_1, **eight_bit))
    huge = integers | {"fc2.weight.scale": ([10], floats(10, 3e38))}
    model("scales-beyond-numbers", "not finite", safetensors(huge, VERSION_1, **eight_bit))
    few = integers | {"fc2.weight.scale": ([1], floats(1))}
    model("scales-too-few", "must have [10]", safetensors(few, VERSION_1, **eight_bit))
    header_length = 8 + struct.unpack("<Q", whole[:8])[0]
    model("cut-in-the-header", "cut short", whole[: header_length // 2])
    model("cut-behind-the-header", "not a safetensors file", whole[:header_length])
    model("cut-by-a-byte", "not a safetensors file", whole[:-1])
    disguises = {
        "gzip-bomb": gzip(b"\0" * (8 << 20)),
        "zip": b"PK\x03\x04" + b"\0" * 26 + b"model.safetensors",
        "pickle": b"\x80\x04cos\nsystem\n(S'touch attacked'\ntR.",
        "png": png(1, 1, b"\0\0"),
        "html": b"<!doctype html><script>window.attacked=1</script>",
    }
    for name, data in disguises.items():
        model(f"really-a-{name}", "not a safetensors file", data)


# --- checkpoints -------------------------------------------------------------------------------------------------

SUMS = {"loss": "0.5", "hits": "3", "images": 64}


def step_report(**changes) -> dict:
    return {
        "step": 1, "epoch": 0, "imagesSeen": 64, "batches": 1, "loss": 2.3, "accuracy": 0.1, "learningRate": 0.001,
        "gradientNorm": None, "imagesPerSecond": 100.0, "elapsedMillis": 10.0, "epochEnded": False,
    } | changes


CLASS_NAMES = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
]


def evaluation(**changes) -> dict:
    per_class = [
        {"name": name, "count": 1, "correct": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0} for name in CLASS_NAMES
    ]
    return {
        "epoch": 1, "step": 5, "count": 10, "loss": 0.1, "accuracy": 1.0, "trainLoss": 0.1, "trainAccuracy": 0.9,
        "trainSample": None, "confusion": [[int(a == b) for b in range(10)] for a in range(10)],
        "perClass": per_class, "elapsedMillis": 5.0,
    } | changes


def state(**changes) -> dict:
    """A run that has not begun. Of the 320 images that tests/e2e/attacks.spec.ts trains on."""
    tally = {"epoch": SUMS, "lastEpoch": None, "imagesSeen": 0, "elapsedMillis": "0"}
    return {
        "config": {"filters": [], "denseUnits": 1, "trainSize": 320}, "variant": "0.1.0 elsewhere", "step": 0,
        "epoch": 0, "position": 0, "shardSizes": [320], "optimizer": None, "updates": 0, "tally": tally,
        "history": {"steps": [], "evaluations": []},
    } | changes


def begun(**changes) -> dict:
    """One after five mini-batches of 64."""
    return state(step=5, epoch=1, optimizer="adam", updates=5) | changes


def checkpoint(content, tensors: dict | None = None, version=1, sha256: str | None = None, **changes) -> bytes:
    """Sealed with the right checksum, unless another is given."""
    text = content if isinstance(content, str) else text_of(content)
    if tensors is None:
        tensors = {f"model.{name}": tensor for name, tensor in TENSORS.items()}
    hash = hashlib.sha256(text.encode())
    for name, (_, data) in sorted(tensors.items()):
        hash.update(name.encode() + data)
    header = {"formatVersion": version, "sha256": sha256 or hash.hexdigest(), "state": text}
    return safetensors(tensors, {CHECKPOINT_KEY: text_of(header)}, **changes)


def checkpoints() -> None:
    whole = checkpoint(state())
    good("good-checkpoint.safetensors", "checkpoint", whole)

    def saved(name: str, says: str, data: bytes) -> None:
        attack(f"run-{name}.safetensors", "checkpoint", says, data)

    def told(name: str, says: str, content) -> None:
        """Without tensors: the state is judged before them."""
        saved(name, says, checkpoint(content, {}))

    saved("that-is-a-model", "a model or something else", safetensors(TENSORS, VERSION_1))
    saved("changed-by-a-bit", "damaged", whole[:-1] + bytes([whole[-1] ^ 1]))
    saved("with-another-checksum", "damaged", checkpoint(state(), sha256="0" * 64))
    saved("with-a-script-for-a-checksum", "damaged", checkpoint(state(), sha256=SCRIPT))
    saved("version-7", "format version is 7", checkpoint(state(), {}, version=7))
    saved("version-negative", "can't be read", checkpoint(state(), {}, version=-1))
    saved("without-tensors", "fc1.weight is missing", checkpoint(state(), {}))
    saved("cut-short", "not a safetensors file", whole[:-400])
    saved("tensor-of-no-group", "no part of a run", checkpoint(state(), {"__proto__": ([1], floats(1))}))
    saved("tensor-f64", "F64", checkpoint(
        state(), {"model.fc1.bias": ([1], b"\0" * 8)}, **{"model_fc1_bias": {"dtype": "F64"}}))
    saved("tensor-of-8-bits", "I8", checkpoint(
        state(), {"model.fc1.bias": ([1], b"\0")}, **{"model_fc1_bias": {"dtype": "I8"}}))
    model = {f"model.{name}": tensor for name, tensor in TENSORS.items()}
    states = {
        f"optimizer.{name}": ([2, len(data) // 4], data + data) for name, (_, data) in TENSORS.items()
    }
    saved("without-optimizer", "optimiser's state of", checkpoint(begun(), model))
    saved("with-too-much-optimizer", "too many", checkpoint(state(), model | {
        "optimizer.fc2.bias": states["optimizer.fc2.bias"]}))
    negative = states | {"optimizer.fc2.bias": ([2, 10], floats(10) + floats(10, -1.0))}
    saved("with-negative-squares", "missing or wrong", checkpoint(begun(), model | negative))
    saved("of-another-network", "different networks", checkpoint(state(config={"filters": [4], "denseUnits": 1})))

    told("state-no-json", "can't be read", SCRIPT)
    told("state-nested", "can't be read", '{"config":' + "[" * 5000)
    told("state-empty", "can't be read", {})
    saved("of-other-images", "shards of [60000]", checkpoint(state(shardSizes=[60000])))
    told("setting-unknown", "__proto__", state(config={"__proto__": {"filters": [1]}}))
    told("setting-a-script", "can't be read", state(config={"optimizer": SCRIPT}))
    told("billion-filters", "filters", state(config={"filters": [10**9]}))
    told("filters-negative", "can't be read", state(config={"filters": [-1]}))
    told("rate-beyond-range", "learningRate", state(config={"learningRate": 1e38}))
    told("batch-of-nothing", "batchSize", state(config={"batchSize": 0}))
    told("step-4294967295", "impossible", begun(step=2**32 - 1))
    told("step-negative", "can't be read", begun(step=-1))
    told("step-beyond-numbers", "can't be read", begun(step=10**30))
    told("step-a-fraction", "can't be read", begun(step=0.5))
    told("epochs-beyond-counting", "impossible", begun(epoch=2**31))
    told("updates-beyond-counting", "impossible", begun(updates=2**32 - 1))
    told("position-behind-the-epoch", "can't be next", begun(position=320))
    told("position-beyond-numbers", "can't be next", begun(position=2**31, shardSizes=[1]))
    told("shards-beyond-numbers", "can't be read", begun(shardSizes=[2**64]))
    told("steps-of-no-optimizer", "no optimiser", begun(optimizer=None))
    tally = state()["tally"]
    told("images-beyond-counting", "impossible", begun(tally=tally | {"imagesSeen": 2**63}))
    told("loss-nan", "not finite", begun(tally=tally | {"epoch": SUMS | {"loss": "NaN"}}))
    told("loss-infinite", "not finite", begun(tally=tally | {"epoch": SUMS | {"loss": "inf"}}))

    def reported(name: str, says: str, steps=(), evaluations=()) -> None:
        told(f"history-{name}", says, begun(history={"steps": list(steps), "evaluations": list(evaluations)}))

    reported("no-list", "can't be read", {"length": 10**9})
    reported("of-later-steps", "step report 1", [step_report(), step_report(step=6)])
    reported("in-no-order", "step report 1", [step_report(step=3), step_report(step=2)])
    reported("accuracy-7", "step report 0", [step_report(accuracy=7.0)])
    reported("of-no-batches", "step report 0", [step_report(batches=0)])
    reported("loss-beyond-numbers", "can't be read", [SCRIPT])
    reported("of-three-classes", "evaluation 0", evaluations=[evaluation(perClass=evaluation()["perClass"][:3])])
    classes = evaluation()["perClass"]
    renamed = [classes[0] | {"name": SCRIPT}] + classes[1:]
    reported("class-a-script", "evaluation 0", evaluations=[evaluation(perClass=renamed)])
    reported("confusion-9-wide", "can't be read", evaluations=[evaluation(confusion=[[1] * 9] * 10)])
    reported("confusion-of-other-images", "evaluation 0", evaluations=[evaluation(confusion=[[2**32 - 1] * 10] * 10)])
    reported("later-evaluation", "evaluation 0", evaluations=[evaluation(step=6)])


models()
checkpoints()
idx_files()
pictures()
if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "files"
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in expected)
    (folder.parent / "expected.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes")
