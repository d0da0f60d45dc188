import { expect, test } from "vitest";
import { CONFIG, evaluationOf, progressOf, stepOf } from "../../tests/support/reports";
import type { Command } from "../engine/protocol";
import { Viewer } from "./viewer";

const PIXELS = new Uint8Array(784);

/** An engine that answers at once, and remembers what it was asked. */
function viewerOn(mistakes = 0) {
  const asked: Command[] = [];
  let total = mistakes;
  let isBroken = false;
  const answers = (command: Command): unknown => {
    if (isBroken) throw new Error("out of order");
    switch (command.type) {
      case "predict-drawing":
        return { label: 3, probabilities: [], seen: PIXELS };
      case "weights":
        return [{ name: `${command.layer}.weight` }];
      case "mistakes": {
        const { offset = 0, limit = 0 } = command.query as { offset?: number; limit?: number };
        const count = Math.max(Math.min(limit, total - offset), 0);
        return {
          step: 5,
          total,
          mistakes: Array.from({ length: count }, (_, index) => ({ index: offset + index })),
        };
      }
      default:
        return { pixels: PIXELS };
    }
  };
  const viewer = new Viewer(
    async (command) => {
      asked.push(command);
      return answers(command) as never;
    },
    () => {},
  );
  const of = <T extends Command["type"]>(type: T) =>
    asked.filter((command): command is Extract<Command, { type: T }> => command.type === type);
  const configured = (change = {}) =>
    viewer.receive({
      type: "configured",
      config: CONFIG,
      layers: [],
      progress: progressOf({ step: 0 }),
      restarted: true,
      ...change,
    });
  const learned = (step: number) =>
    viewer.receive({ type: "step", report: stepOf({ step }), progress: progressOf({ step }) });
  const evaluated = (images: number) => {
    total = images;
    viewer.receive({ type: "evaluated", report: evaluationOf() });
  };
  const breaks = (isSo: boolean) => {
    isBroken = isSo;
  };
  return { viewer, of, configured, learned, evaluated, breaks };
}

const DRAWING = { width: 280, height: 280 } as ImageData;

/** Until all promises that are due have been kept. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("drawings are for the pretrained network until mine has learned something, and then for mine", async () => {
  const { viewer, of, configured, learned } = viewerOn();
  configured();
  viewer.draw(DRAWING);
  await settled();
  expect(of("predict-drawing").at(-1)).toMatchObject({ model: "pretrained", ground: "black" });
  expect(viewer.views.prediction).toMatchObject({ label: 3 });
  learned(1);
  await settled();
  expect(viewer.views.model).toBe("mine");
  expect(of("predict-drawing").at(-1)).toMatchObject({ model: "mine", image: DRAWING });
});

test("a network chosen by hand stays", async () => {
  const { viewer, configured, learned } = viewerOn();
  configured();
  viewer.choose("untrained");
  learned(1);
  configured();
  expect(viewer.views.model).toBe("untrained");
});

test("while mine learns, the bars move without a new stroke", async () => {
  const { viewer, of, configured, learned } = viewerOn();
  configured();
  viewer.draw(DRAWING);
  learned(1);
  await settled();
  const before = of("predict-drawing").length;
  learned(2);
  await settled();
  expect(of("predict-drawing")).toHaveLength(before + 1);
});

test("an empty pad has no prediction", async () => {
  const { viewer, configured } = viewerOn();
  configured();
  viewer.draw(DRAWING);
  await settled();
  viewer.draw(undefined);
  await settled();
  expect(viewer.views).toMatchObject({ prediction: undefined, picture: undefined });
});

test("weights are read only while somebody looks, and their start once for each layer", async () => {
  const { viewer, of, configured, learned } = viewerOn();
  configured();
  learned(1);
  await settled();
  expect(of("weights")).toEqual([]);
  viewer.look("weights", true);
  await settled();
  viewer.look("weights", false);
  learned(2);
  await settled();
  expect(of("weights")).toMatchObject([
    { layer: "conv1", model: "mine" },
    { layer: "conv1", model: "untrained" },
  ]);
  expect(viewer.views).toMatchObject({ layer: "conv1", layers: ["conv1", "conv2", "fc1", "fc2"] });
  expect(viewer.views.weights).toBeDefined();
  expect(viewer.views.startWeights).toBeDefined();
});

test("where the run did not begin here, nothing is told about its start", async () => {
  const { viewer, of, configured } = viewerOn();
  configured({ imported: true });
  viewer.look("weights", true);
  await settled();
  expect(of("weights")).toMatchObject([{ model: "mine" }]);
});

test("mistakes come page by page, and anew with each evaluation", async () => {
  const { viewer, of, configured, evaluated } = viewerOn();
  configured();
  evaluated(350);
  await settled();
  expect(viewer.views.gallery?.mistakes).toHaveLength(200);
  viewer.moreMistakes();
  await settled();
  viewer.moreMistakes();
  await settled();
  expect(viewer.views.gallery?.mistakes.map(({ index }) => index)).toEqual([...Array(350).keys()]);
  expect(of("mistakes")).toHaveLength(2);
  evaluated(10);
  await settled();
  expect(viewer.views.gallery).toMatchObject({ total: 10 });
  viewer.showMistakes({ sort: "loss", truth: 6 });
  await settled();
  expect(of("mistakes").at(-1)?.query).toMatchObject({ sort: "loss", truth: 6, offset: 0 });
});

test("feature maps follow the drawing until a test image is taken, and the next drawing again", async () => {
  const { viewer, configured } = viewerOn();
  configured();
  viewer.look("features", true);
  viewer.draw(DRAWING);
  await settled();
  expect(viewer.views.picture?.source).toBe("drawing");
  await viewer.takeTestImage("features");
  expect(viewer.views.picture?.source).toBe("test");
  viewer.draw({ ...DRAWING });
  await settled();
  expect(viewer.views.picture?.source).toBe("drawing");
});

test("a question that fails is no longer waited for, and the next good answer takes the message away", async () => {
  const { viewer, configured, breaks } = viewerOn();
  configured();
  breaks(true);
  viewer.draw(DRAWING);
  await viewer.takeTestImage("pad");
  await settled();
  const problem = { message: "out of order" };
  expect(viewer.views).toMatchObject({
    predictionProblem: problem,
    photoProblem: problem,
    isPredicting: false,
  });
  breaks(false);
  viewer.draw({ ...DRAWING });
  await viewer.takeTestImage("pad");
  await settled();
  expect(viewer.views).toMatchObject({ predictionProblem: undefined, photoProblem: undefined });
});

test("after a new start the feature maps show the same drawing again", async () => {
  const { viewer, configured } = viewerOn();
  configured();
  viewer.look("features", true);
  viewer.draw(DRAWING);
  await settled();
  viewer.restart();
  expect(viewer.views.picture).toBeUndefined();
  configured();
  await settled();
  expect(viewer.views.picture?.source).toBe("drawing");
});

test("what one network has said is not shown as the answer of another", async () => {
  const held: ((label: number) => void)[] = [];
  const viewer = new Viewer(
    (command) =>
      new Promise((resolve) => {
        const label = (value: number) => resolve({ label: value, probabilities: [], seen: PIXELS } as never);
        if (command.type === "predict-drawing") held.push(label);
      }),
    () => {},
  );
  viewer.draw(DRAWING);
  viewer.choose("untrained");
  // The second one is asked although the first, whose network is still to arrive, is not answered.
  expect(held).toHaveLength(2);
  held[0]?.(9);
  await settled();
  expect(viewer.views).toMatchObject({ model: "untrained", prediction: undefined, isPredicting: true });
  held[1]?.(4);
  await settled();
  expect(viewer.views).toMatchObject({ prediction: { label: 4 }, isPredicting: false });
});

test("why nothing can be read is told where it was to be seen, until it can", async () => {
  const { viewer, configured, breaks } = viewerOn();
  configured();
  breaks(true);
  viewer.look("weights", true);
  await viewer.takeTestImage("features");
  await settled();
  expect(viewer.views.weightsProblem?.message).toBe("out of order");
  expect(viewer.views.activationsProblem?.message).toBe("out of order");
  expect(viewer.views.photoProblem).toBeUndefined();
  breaks(false);
  viewer.look("features", true);
  viewer.look("weights", true);
  await viewer.takeTestImage("features");
  await settled();
  expect(viewer.views).toMatchObject({ weightsProblem: undefined, activationsProblem: undefined });
});
