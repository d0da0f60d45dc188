import { expect, test } from "vitest";
import type { Point } from "../../draw/pad/operation";
import { PadPointer } from "./pointer";

/** A pad shown at half its size, away from the corner of the page. */
const canvas = {
  getBoundingClientRect: () => ({ left: 100, top: 50, width: 140, height: 140 }),
  setPointerCapture() {},
} as unknown as HTMLElement;

interface Sample {
  id: number;
  type: string;
  x?: number;
  y?: number;
  button?: number;
  pressure?: number;
  since?: readonly Sample[];
}

function event(sample: Sample): PointerEvent {
  const { id, type, x = 100, y = 50, button = 0, pressure = 0.5, since } = sample;
  const plain = { pointerId: id, pointerType: type, clientX: x, clientY: y, button, pressure };
  return {
    ...plain,
    ...(since && { getCoalescedEvents: () => since.map(event) }),
  } as unknown as PointerEvent;
}

function pad() {
  const log: (string | readonly Point[])[] = [];
  const pointer = new PadPointer({
    begin(point, isErasing) {
      log.push(isErasing ? "erase" : "begin", [point]);
      return true;
    },
    extend: (points) => log.push(points),
    end: () => log.push("end"),
    cancel: () => log.push("cancel"),
  });
  return {
    log,
    down: (sample: Sample) => pointer.down(event(sample), canvas),
    move: (sample: Sample) => pointer.move(event(sample), canvas),
    up: (sample: Sample) => pointer.up(event(sample)),
    cancel: (sample: Sample) => pointer.cancel(event(sample)),
  };
}

const MOUSE = { id: 1, type: "mouse" };
const FINGER = { id: 2, type: "touch" };
const PEN = { id: 3, type: "pen" };

test("places are in pixels of the pad, wherever and however large it shows", () => {
  const { log, down, move, up } = pad();
  down({ ...MOUSE, x: 100, y: 50 });
  move({ ...MOUSE, x: 170, y: 120 });
  up(MOUSE);
  expect(log).toEqual(["begin", [[0, 0, 1]], [[140, 140, 1]], "end"]);
});

test("nothing that was between two events is lost", () => {
  const { log, down, move } = pad();
  down(MOUSE);
  move({
    ...MOUSE,
    x: 120,
    since: [
      { ...MOUSE, x: 110 },
      { ...MOUSE, x: 120 },
    ],
  });
  expect(log.at(-1)).toEqual([
    [20, 0, 1],
    [40, 0, 1],
  ]);
});

test("only a pen has pressure, and it never falls to nothing", () => {
  const { log, down, move } = pad();
  down({ ...PEN, pressure: 0.7 });
  move({ ...PEN, pressure: 0 });
  expect(log).toEqual(["begin", [[0, 0, 0.7]], [[0, 0, 0.1]]]);
});

test("a palm beside the pen draws nothing and ends nothing", () => {
  const { log, down, move, up } = pad();
  down(PEN);
  const before = log.length;
  down(FINGER);
  move(FINGER);
  up(FINGER);
  expect(log).toHaveLength(before);
  up(PEN);
  expect(log.at(-1)).toBe("end");
});

test("a pen takes over from the palm that landed before it", () => {
  const { log, down } = pad();
  down(FINGER);
  down(PEN);
  expect(log.filter((entry) => typeof entry === "string")).toEqual(["begin", "cancel", "begin"]);
});

test("right and middle buttons draw nothing; a pen turned round erases", () => {
  const { log, down } = pad();
  down({ ...MOUSE, button: 2 });
  down({ ...MOUSE, button: 1 });
  expect(log).toEqual([]);
  down({ ...PEN, button: 5 });
  expect(log[0]).toBe("erase");
});

test("what the system takes away is cancelled", () => {
  const { log, down, move, cancel } = pad();
  down(FINGER);
  cancel(FINGER);
  move(FINGER);
  expect(log.slice(2)).toEqual(["cancel"]);
});
