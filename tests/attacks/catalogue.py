"""What is made, and what must become of it."""

# Runs if any text of a file becomes HTML.
SCRIPT = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>'

files: dict[str, bytes] = {}
expected: list[dict] = []


def attack(name: str, kind: str, says: str, data: bytes) -> None:
    """A file that must be refused, in these words among others."""
    codes = {"model": "bad-model", "checkpoint": "bad-checkpoint", "picture": "bad-image"}
    expected.append({"file": name, "as": kind, "code": codes.get(kind, "bad-data"), "says": says})
    files[name] = data


def good(name: str, kind: str, data: bytes) -> None:
    """One of those that the others were made from: taken, or they would be refused for another reason."""
    expected.append({"file": name, "as": kind, "code": None, "says": ""})
    files[name] = data
