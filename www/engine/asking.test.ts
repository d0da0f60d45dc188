import { expect, test } from "vitest";
import { engineOn } from "../../tests/support/engine";
import { PRETRAINED_URL } from "../../tests/support/shard-server";

const PIXELS = new Uint8Array(784);
const PRETRAINED = PRETRAINED_URL.href;
const REFUSED = () => new Response("", { status: 404 });

function picture(width: number, height: number, length = width * height * 4) {
  return { data: new Uint8ClampedArray(length).fill(7), width, height };
}

test("the pretrained network is fetched when it is asked first, and once", async () => {
  const { engine, open, server } = engineOn();
  await open();
  expect(server.requests).not.toContain(PRETRAINED);
  for (const _time of [1, 2]) {
    const answer = await engine.handle({ type: "predict", pixels: PIXELS, model: "pretrained" });
    expect(answer).toMatchObject({ label: 2 });
  }
  expect(server.requests.filter((file) => file === PRETRAINED)).toHaveLength(1);
});

test("while the pretrained network arrives, mine is asked and trained", async () => {
  const { engine, open, server } = engineOn();
  await open();
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  server.answer(PRETRAINED, async () => {
    await arrival;
    return new Response("a network");
  });
  const pretrained = engine.handle({ type: "predict", pixels: PIXELS, model: "pretrained" });
  await engine.handle({ type: "train", goal: { steps: 2 } });
  expect(await engine.handle({ type: "predict", pixels: PIXELS })).toMatchObject({ label: 0 });
  arrive();
  expect(await pretrained).toMatchObject({ label: 2 });
});

test("a pretrained network that does not arrive is asked for again the next time", async () => {
  const { engine, open, server } = engineOn();
  await open();
  server.answer(PRETRAINED, REFUSED);
  const ask = () => engine.handle({ type: "predict", pixels: PIXELS, model: "pretrained" });
  await expect(ask()).rejects.toMatchObject({ code: "network" });
  expect(await ask()).toMatchObject({ label: 2 });
});

test("a drawing is asked about as its bytes and its width", async () => {
  const { engine, open } = engineOn();
  await open();
  const answer = await engine.handle({ type: "predict-drawing", image: picture(20, 10), model: "untrained" });
  expect(answer).toMatchObject({ label: 1, box: { width: 20, height: 10 } });
  expect(answer).toHaveProperty("seen", new Uint8Array(784).fill(7));
});

test.each([
  [undefined, "undefined"],
  ["a picture", '"a picture"'],
  [{ data: [1, 2, 3, 4], width: 1, height: 1 }, "but must be an ImageData"],
  [picture(2, 2, 12), "12 bytes of RGBA, but must be 16"],
  [picture(0, 2), "0 x 2 pixels"],
  [picture(2049, 1), "2049 x 1 pixels, but must be from 1 x 1 to 2048 x 2048"],
  [picture(1.5, 2), "but must be an ImageData"],
])("what is no picture is refused by name (%#)", async (image, message) => {
  const { engine, open } = engineOn();
  await open();
  const asked = engine.handle({ type: "predict-drawing", image });
  await expect(asked).rejects.toMatchObject({ code: "bad-image", message: expect.stringContaining(message) });
});
