/** Files of a stranger (tests/attacks), given to a page that has learned something: none changes it, none runs. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { ErrorCode } from "../../www/engine/failure";
import { openPad } from "./pad-page";
import { expect, type TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

interface Attack {
  file: string;
  /** What it is given as. */
  as: "model" | "checkpoint" | "picture" | `idx-${string}`;
  /** Null if it is taken. */
  code: ErrorCode | null;
  /** A part of the message. */
  says: string;
}

const FOLDER = join(import.meta.dirname, "../attacks");
const ATTACKS: readonly Attack[] = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8"));

/** The state of the files' own run is of 320 images. */
const SMALL = "?backend=cpu#train-size=320&batch-size=32&filters=4&dense-units=8&epochs=2";

const LOADERS = { model: "importModel", checkpoint: "restoreCheckpoint" } as const;

function contentOf({ file }: Attack): Buffer {
  return readFileSync(join(FOLDER, "files", file));
}

function refused(as: Attack["as"]): Attack[] {
  return ATTACKS.filter((attack) => attack.as === as && attack.code !== null);
}

/** Says so if a file gets a script to run, or anything of it into the page. */
async function watch(page: Page): Promise<() => Promise<void>> {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return async () => {
    expect(dialogs).toEqual([]);
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
    expect(await page.evaluate(() => "filters" in {} || "__proto__" in Object.create(null))).toBe(false);
    await expect(page.locator("img[src=x], script:text('attacked')")).toHaveCount(0);
  };
}

/** All that a file could have changed. */
async function standing(trainer: TrainerPage) {
  return {
    model: (await trainer.save("exportModel")).toString("base64"),
    checkpoint: (await trainer.save("saveCheckpoint")).toString("base64"),
    config: await trainer.config(),
    phase: await trainer.phase(),
    history: await trainer.history(),
  };
}

for (const as of ["model", "checkpoint"] as const) {
  test(`no ${as} of a stranger changes what is learned`, async ({ trainer, page }) => {
    await trainer.open(SMALL);
    await trainer.steps(3);
    const expectNothingRan = await watch(page);
    const before = await standing(trainer);
    const attacks = refused(as);
    expect(attacks.length).toBeGreaterThan(40);
    for (const attack of attacks) {
      const found = await trainer.load(LOADERS[as], contentOf(attack));
      expect(found, attack.file).toMatchObject({ code: attack.code });
      expect(found.message, attack.file).toContain(attack.says);
      expect(found.message?.length, attack.file).toBeLessThan(400);
    }
    expect(await standing(trainer)).toEqual(before);
    await expectNothingRan();

    // They are refused for what is wrong with them: the whole one that they were made from is taken.
    const [whole] = ATTACKS.filter((attack) => attack.as === as && attack.code === null);
    expect(whole && (await trainer.load(LOADERS[as], contentOf(whole)))).not.toHaveProperty("code");
    expect((await trainer.config())?.denseUnits).toBe(1);
  });
}

test("no file that is opened by hand changes what is learned", async ({ trainer, page }) => {
  test.setTimeout(300_000);
  await trainer.open(SMALL);
  await trainer.steps(3);
  const expectNothingRan = await watch(page);
  const before = await standing(trainer);
  const panel = page.getByRole("region", { name: "Share and keep" });
  const message = panel.getByRole("group", { name: "Open" }).locator(".message");
  // A model that is given as a checkpoint is one here.
  const runs = refused("checkpoint").filter(({ file }) => file !== "run-that-is-a-model.safetensors");
  for (const attack of [...refused("model"), ...runs, ...refused("picture")]) {
    await panel.locator("input[type=file]").setInputFiles({
      name: attack.file,
      mimeType: "application/octet-stream",
      buffer: contentOf(attack),
    });
    const open = panel.getByRole("button", { name: "Open it" });
    await open.click();
    await expect
      .poll(
        async () => {
          const text = (await message.textContent()) ?? "";
          const isRefused = text.startsWith("This file holds no") && text.includes(attack.says);
          return isRefused || text.startsWith(`${attack.file} is neither a model nor a checkpoint`);
        },
        { message: attack.file, intervals: [50] },
      )
      .toBe(true);
    await expect(open).toHaveCount(0);
  }
  expect(await standing(trainer)).toEqual(before);
  await expectNothingRan();
});

test("files that are too large are refused unread", async ({ trainer }) => {
  await trainer.open(SMALL);
  const refusals = await trainer.element.evaluate(async (element: Trainer) => {
    /** As large as it says, without taking memory; whoever reads it fails. */
    const huge = (mebibytes: number) =>
      Object.defineProperties(new Blob(), {
        size: { value: mebibytes * 2 ** 20 },
        arrayBuffer: { value: () => Promise.reject(new Error("it was read")) },
      });
    const refusal = (loading: Promise<unknown>) =>
      loading.then(
        () => "taken",
        ({ code, message }) => `${code}: ${message}`,
      );
    return [
      await refusal(element.importModel(huge(97))),
      await refusal(element.restoreCheckpoint(huge(297))),
    ];
  });
  expect(refusals[0]).toMatch(/^bad-model: .*at most/);
  expect(refusals[1]).toMatch(/^bad-checkpoint: .*at most/);
});

test("no picture of a stranger reaches the pad", async ({ trainer, page }) => {
  const pad = await openPad(trainer, SMALL);
  const expectNothingRan = await watch(page);
  await pad.silhouette("Dress");
  await pad.expectInk(true);
  const dress = await pad.ink();
  const attacks = refused("picture");
  expect(attacks.length).toBeGreaterThan(10);
  for (const attack of attacks) {
    const chooser = page.waitForEvent("filechooser");
    await pad.button("Photo").click();
    const name = attack.file;
    const mimeType = name.endsWith(".svg") ? "image/svg+xml" : "image/png";
    await (await chooser).setFiles({ name, mimeType, buffer: contentOf(attack) });
    const refusal = pad.panel.getByText(attack.says);
    await expect(refusal, name).toBeVisible();
    await pad.expectSame(dress);
    // Something drawn and taken back takes the sentence away.
    await pad.tap([20, 20]);
    await expect(refusal).toHaveCount(0);
    await pad.button("Undo").click();
    await pad.expectSame(dress);
  }
  await expectNothingRan();
});

test("no data file of a stranger changes what is learned", async ({ trainer, page }) => {
  await trainer.open(SMALL);
  await trainer.steps(3);
  const expectNothingRan = await watch(page);
  const before = await standing(trainer);
  const attacks = ATTACKS.filter(({ as, code }) => as.startsWith("idx-") && code !== null);
  expect(attacks.length).toBeGreaterThan(10);
  for (const attack of attacks) {
    const code = await trainer.element.evaluate(
      (element: Trainer, bytes) => {
        const taken = element.loadFiles([new Blob([Uint8Array.from(bytes)])]);
        return taken.then(
          () => undefined,
          ({ code }) => code,
        );
      },
      [...contentOf(attack)],
    );
    // In other words than the crate's, whose reader gets them in tests/fuzz: the page looks at them first.
    expect(code, attack.file).toBe(attack.code);
  }
  expect(await standing(trainer)).toEqual(before);
  await expectNothingRan();
});
