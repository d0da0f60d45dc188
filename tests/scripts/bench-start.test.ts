import { expect, test } from "vitest";
import { Line } from "../../bench/harness/line.mjs";
import { bytesByKind, waterfall } from "../../bench/harness/waterfall.mjs";

function transfer(path: string, bytes: number, [asked, begun, ended]: [number, number, number]) {
  return { path, bytes, asked, begun, ended, status: 200, encoding: "" };
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

test("two downloads share one line", async () => {
  // 2,500 bytes a millisecond.
  const line = new Line({ mbit: 20, latency: 0 });
  const download = async () => {
    for (let chunk = 0; chunk < 10; chunk++) await line.carry(10_000);
  };
  // Each alone takes 40 ms; 10 ms may pass at once.
  expect(await millisOf(() => Promise.all([download(), download()]))).toBeGreaterThan(65);
  line.widen();
  const times: number[] = [];
  for (let attempt = 0; attempt < 5; attempt++) times.push(await millisOf(download));
  // Whatever else the machine does.
  expect(Math.min(...times)).toBeLessThan(20);
});

test("each answer comes a round trip later", async () => {
  const line = new Line({ mbit: 20, latency: 40 });
  expect(await millisOf(() => line.roundTrip())).toBeGreaterThan(38);
});

test("what was transferred is told by kind and request by request", () => {
  const transfers = [
    transfer("/index.html", 1500, [1010, 1050, 1051]),
    transfer("/assets/a.js", 500, [1060, 1100, 1101]),
    transfer("/assets/b.js", 500, [1060, 1100, 1101]),
    transfer("/data/train-00.bin.gz", 2_000_000, [1200, 1240, Number.NaN]),
  ];
  expect(bytesByKind(transfers)).toBe("2.00 MB (HTML 1.5 kB, JavaScript 1.0 kB, images 2.00 MB)");
  const lines = waterfall({ origin: 1000, ready: 450, firstStep: 500, backend: "", transfers }).split("\n");
  expect(lines[1]).toMatch(/^ {4}10 {4}50 {4}51 +1.5 kB +·+█ +\/index.html/);
  // Under way when the step was done: to the end.
  expect(lines[4]).toMatch(/^ {3}200 {3}240 {5}– +2.00 MB +·+█+ +\/data\/train-00/);
  expect(lines.at(-1)).toBe("   450 ready, 500 first step");
});
