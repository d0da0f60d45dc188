/** Drawing with the mouse on a network that nobody has trained here: the pretrained one. */

import { inkBox, openPad, type Place, SHIRT } from "./pad-page";
import { expect, test } from "./trainer-page";

/** Little to download, and a network of the usual shape. */
const SMALL = "?backend=cpu#train-size=100";
const PAD = { width: 280, height: 280 };

test("the empty pad says that there is nothing to say, and so again when it is cleared", async ({
  trainer,
}) => {
  const pad = await openPad(trainer, SMALL);
  await expect(pad.headline).toHaveText("Nothing is drawn yet, so there is nothing to say.");
  await expect(pad.bars).toHaveCount(10);
  expect(await pad.shares()).toEqual({});
  await pad.expectInk(false);
  await expect(pad.pad.getByText("Draw a garment here")).toBeVisible();
  for (const name of ["Undo", "Redo", "Mirror", "Clear"]) await expect(pad.button(name)).toBeDisabled();

  await pad.draw(SHIRT);
  await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
  await expect(pad.pad.getByText("Draw a garment here")).toHaveCount(0);
  await pad.button("Clear").click();
  await expect(pad.headline).toHaveText("Nothing is drawn yet, so there is nothing to say.");
  expect(await pad.shares()).toEqual({});
});

test("bars and the picture follow the pen, before anything is trained", async ({ trainer, page }) => {
  const models: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("model.safetensors")) models.push(request.url());
  });
  const pad = await openPad(trainer, SMALL);
  await pad.draw([
    [100, 30],
    [100, 250],
  ]);
  await expect(pad.said.getByText("The pretrained network", { exact: true })).toBeVisible();
  const shares = await pad.shares();
  expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeGreaterThan(90);

  // One line: the longer side is 28, in the middle.
  const line = inkBox(await pad.seen());
  expect(line).toMatchObject({ top: 0, height: 28 });
  expect(Math.abs(line.left + line.width / 2 - 14)).toBeLessThanOrEqual(0.5);
  await expect(pad.said.getByText(/^Cut out and scaled to \d\s×\s28$/)).toBeVisible();
  for (const caption of ["A frame around all ink", "Centred on 28 × 28"]) {
    await expect(pad.said.getByText(caption)).toBeVisible();
  }
  for (const name of ["The drawing, with a frame around the ink", "The part in the frame, scaled down"]) {
    await expect(pad.said.getByRole("img", { name })).toBeVisible();
  }

  // While the button is still down.
  await page.mouse.move(...coordinates(await pad.at([40, 140])));
  await page.mouse.down();
  await page.mouse.move(...coordinates(await pad.at([240, 140])), { steps: 5 });
  await expect.poll(pad.shares.bind(pad)).not.toEqual(shares);
  await expect.poll(async () => inkBox(await pad.seen())).toMatchObject({ width: 26, height: 28 });
  await page.mouse.up();
  expect(models).toHaveLength(1);
});

test("an outline that is filled is a garment", async ({ trainer }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.draw(SHIRT);
  const outline = await pad.ink();
  const inside: Place = [140, 150];
  const outside: Place = [20, 260];
  expect(await pad.inkAt(inside)).toBe(0);

  await pad.choice("Fill").check();
  await pad.tap(inside);
  await expect.poll(() => pad.inkAt(inside)).toBe(205);
  expect(await pad.inkAt(outside)).toBe(0);
  const filled = await pad.ink();
  // No dark seam stays between line and filling.
  expect(await pad.inkAt([94, 180])).toBe(205);
  const row = filled.subarray(180 * PAD.width, 181 * PAD.width);
  const inked = row.findIndex((level) => level > 150);
  expect(
    row
      .subarray(
        inked,
        row.findLastIndex((level) => level > 150),
      )
      .every((level) => level > 150),
  ).toBe(true);
  await pad.expectLikeliest("T-shirt/top", "Shirt");

  await pad.button("Undo").click();
  await pad.expectSame(outline);
  await pad.button("Redo").click();
  await pad.expectSame(filled);
});

test("brush, eraser, shade, size, mirror, clear and undo do what they say", async ({ trainer }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.choice("White").check();
  await pad.choice("Very thick").check();
  await pad.draw([
    [60, 60],
    [60, 220],
  ]);
  await expect.poll(() => pad.inkAt([60, 140])).toBe(255);
  const thick = inkBox(await pad.ink(), PAD.width);
  expect(thick.width).toBeGreaterThanOrEqual(64);
  expect(thick.width).toBeLessThanOrEqual(66);
  const stroke = await pad.ink();

  await pad.button("Mirror").click();
  await expect.poll(() => pad.inkAt([219, 140])).toBe(255);
  const mirrored = await pad.ink();
  expect(mirrored).toEqual(flipped(stroke));

  await pad.choice("Eraser").check();
  await pad.choice("Medium").check();
  await pad.draw([
    [180, 140],
    [270, 140],
  ]);
  await expect.poll(() => pad.inkAt([219, 140])).toBe(0);
  expect(await pad.inkAt([219, 180])).toBe(255);
  const erased = await pad.ink();

  await pad.button("Clear").click();
  await pad.expectInk(false);
  await expect(pad.button("Clear")).toBeDisabled();
  for (const before of [erased, mirrored, stroke]) {
    await pad.button("Undo").click();
    await pad.expectSame(before);
  }
  await pad.button("Undo").click();
  await pad.expectInk(false);
  await expect(pad.button("Undo")).toBeDisabled();
  for (const after of [stroke, mirrored, erased]) {
    await pad.button("Redo").click();
    await pad.expectSame(after);
  }

  // A new stroke is a new future.
  await pad.draw([[20, 20]]);
  await expect(pad.button("Redo")).toBeEnabled();
});

test("a silhouette and a test image are good starts", async ({ trainer }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.silhouette("Trouser");
  await pad.expectLikeliest("Trouser");
  const box = inkBox(await pad.ink(), PAD.width);
  expect(box).toMatchObject({ top: 0, height: PAD.height });
  const trouser = await pad.ink();

  await pad.silhouette("Ankle boot");
  await pad.expectLikeliest("Ankle boot");
  await pad.button("Undo").click();
  await pad.expectSame(trouser);

  await pad.button("Test image").click();
  await expect.poll(async () => Buffer.compare(await pad.ink(), trouser)).not.toBe(0);
  const ink = await pad.ink();
  // Each of its pixels is a square of ten by ten.
  const isSquare = ink.every((level, place) => {
    const [x, y] = [place % PAD.width, Math.floor(place / PAD.width)];
    return level === ink[(y - (y % 10)) * PAD.width + (x - (x % 10))];
  });
  expect(isSquare).toBe(true);
  await expect(pad.bars.filter({ hasText: "the likeliest" })).toHaveCount(1);
});

test("whom to ask can be chosen: pretrained, untrained, and mine once there is something", async ({
  trainer,
}) => {
  const pad = await openPad(trainer, SMALL);
  await pad.silhouette("Trouser");
  await pad.expectLikeliest("Trouser");
  await expect(pad.choice("Pretrained")).toBeChecked();
  const pretrained = await pad.shares();

  await pad.choice("Untrained").check();
  await expect(pad.said.getByText("A network that has learned nothing")).toBeVisible();
  await expect.poll(pad.shares.bind(pad)).not.toEqual(pretrained);
  await pad.choice("Pretrained").check();
  await expect.poll(pad.shares.bind(pad)).toEqual(pretrained);

  const mine = pad.choice("Mine");
  await expect(mine).toBeDisabled();
  await expect(mine).toHaveAccessibleDescription("“Mine” needs some training first.");
  await mine.click({ force: true });
  await expect(pad.choice("Pretrained")).toBeChecked();
  await expect(mine).not.toBeChecked();
  // Chosen by hand, so it stays; and now the refused one can be chosen.
  await trainer.steps(1);
  await expect(mine).toBeEnabled();
  await expect(pad.choice("Pretrained")).toBeChecked();
  await mine.check();
  await expect(pad.said.getByText("Your network", { exact: true })).toBeVisible();
});

test("who begins to train is asked about their own network", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  await pad.silhouette("Bag");
  await pad.expectLikeliest("Bag");
  await expect(pad.choice("Pretrained")).toBeChecked();
  await page.getByRole("button", { name: "Step" }).click();
  await expect(pad.choice("Mine")).toBeChecked();
  await expect(pad.said.getByText("Your network", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(pad.choice("Pretrained")).toBeChecked();
  await pad.expectLikeliest("Bag");
});

function coordinates({ x, y }: { x: number; y: number }): [number, number] {
  return [x, y];
}

function flipped(ink: Uint8Array): Buffer {
  return Buffer.from(ink.map((_, place) => ink[place - 2 * (place % PAD.width) + PAD.width - 1] ?? 0));
}
