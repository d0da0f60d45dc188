"""The committed files of tests/attacks are those that its script makes."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "attacks"
# What is packed may come out otherwise from another version of zlib.
PACKED = (".gz", ".png", "really-a-gzip-bomb.safetensors", "really-a-png.safetensors")


class AttacksTest(unittest.TestCase):
    def test_the_script_makes_what_is_committed(self) -> None:
        with tempfile.TemporaryDirectory() as made:
            files = Path(made) / "files"
            subprocess.run([sys.executable, FOLDER / "make.py", files], check=True, capture_output=True)
            names = sorted(path.name for path in files.iterdir())
            self.assertEqual(names, sorted(path.name for path in (FOLDER / "files").iterdir()))
            self.assertEqual(json.loads((Path(made) / "expected.json").read_text()),
                             json.loads((FOLDER / "expected.json").read_text()))
            for name in names:
                if not name.endswith(PACKED):
                    self.assertEqual((files / name).read_bytes(), (FOLDER / "files" / name).read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
