import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../scripts/lib/paths.mjs";

// A Python that writes down what it is told, needs no network and fails where a file called "broken" lies beside it.
// An environment made by it holds the same again.
const fakePython = `#!/bin/sh
[ -e "$(dirname "$0")/broken" ] && exit 1
case "$1 $2" in
  "--version ") echo "Python 3.99.0" ;;
  "-m venv")
    echo "venv" >> "$PYTHON_LOG"
    rm -rf "$4" && mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  "-m pip") echo "$3 $6" >> "$PYTHON_LOG"; [ ! -e "$PYTHON_LOG.no-network" ] ;;
esac
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fashion-trainer-python-"));
  mkdirSync(join(folder, "programs"));
  writeFileSync(join(folder, "programs/python3"), fakePython);
  chmodSync(join(folder, "programs/python3"), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the step with an empty cache and the fake on the PATH; what it returned, and what Python was told. */
function ensurePython() {
  const module = JSON.stringify(join(root, "scripts/setup/python.mjs"));
  const log = join(folder, "log");
  writeFileSync(log, "");
  const printed = execFileSync(
    process.execPath,
    ["--input-type=module", "--eval", `console.log((await import(${module})).ensurePython());`],
    {
      encoding: "utf8",
      stdio: "pipe",
      env: {
        ...process.env,
        XDG_CACHE_HOME: join(folder, "cache"),
        PATH: [join(folder, "programs"), process.env.PATH].join(delimiter),
        PYTHON_LOG: log,
      },
    },
  );
  return {
    outcome: printed.trimEnd().split("\n").at(-1),
    calls: readFileSync(log, "utf8").split("\n").filter(Boolean),
  };
}

const environment = () => join(folder, "cache/fashion-trainer/python");
const both = ["venv", `install ${join(root, "tests/python/requirements.txt")}`];

test("makes the environment once", () => {
  expect(ensurePython()).toEqual({ outcome: "Python 3.99.0", calls: both });
  expect(ensurePython()).toEqual({ outcome: "Python 3.99.0", calls: [] });
});

test("makes it again for other requirements", () => {
  ensurePython();
  writeFileSync(join(environment(), "requirements.sha256"), "of another file");
  expect(ensurePython().calls).toEqual(both);
});

test("makes it again where its Python no longer runs", () => {
  ensurePython();
  writeFileSync(join(environment(), "bin/broken"), "");
  expect(ensurePython()).toEqual({ outcome: "Python 3.99.0", calls: both });
});

test("says what to do without network, and starts anew afterwards", () => {
  writeFileSync(join(folder, "log.no-network"), "");
  expect(ensurePython).toThrow(/check the network/);
  expect(existsSync(join(environment(), "requirements.sha256"))).toBe(false);
  rmSync(join(folder, "log.no-network"));
  expect(ensurePython().calls).toEqual(both);
});
