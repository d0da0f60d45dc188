/** What is learned outlives the page, in the browser's storage; and what happens where that fails. */

import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { beginTraining, hide, outcome, RUN, saveByHiding, trainedTo, undisturbed } from "./faults";
import { expect, TrainerPage, test } from "./trainer-page";

type Trainer = HTMLElementTagNameMap["fashion-trainer"];

const ADDRESS = `?backend=cpu${RUN}`;
/** Whose training is under way whatever else takes how long. */
const ENDLESS = ADDRESS.replace("epochs=2", "epochs=500");

const notice = (page: Page) => page.getByRole("status", { name: "Notices" });

/** Trains until something is kept, and a little further; gives the mini-batch that is kept. */
async function trainAndKeep(trainer: TrainerPage, address = ADDRESS): Promise<number> {
  await trainer.open(address);
  await beginTraining(trainer);
  await trainedTo(trainer, 20);
  const saved = await saveByHiding(trainer.page);
  await trainedTo(trainer, saved + 10);
  return saved;
}

/** Ends every process of the browser with this profile, without giving it time for anything. */
function killAllOf(profile: string): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(profile))
        process.kill(Number(pid), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

/** What the browser keeps, by run. */
function kept(page: Page): Promise<{ run: string; number: number; step: number }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("fashion-trainer");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction("marks").objectStore("marks").getAll();
          reading.onsuccess = () => {
            resolve(reading.result.map(({ run, number, step }) => ({ run, number, step })));
            opening.result.close();
          };
        };
      }),
  );
}

/** Writes over checkpoints that are kept, the newest `count`, or over what is said of them. */
function damage(page: Page, store: "checkpoints" | "marks", count: number): Promise<void> {
  return page.evaluate(
    ({ store, count }) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("fashion-trainer");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction(store, "readwrite");
          const walking = writing.objectStore(store).openCursor(null, "prev");
          let left = count;
          walking.onsuccess = () => {
            const cursor = walking.result;
            if (!cursor || left === 0) return;
            left -= 1;
            const { value } = cursor;
            // Half of it, as after a write that a power failure cut short; a mark of a version before this one.
            cursor.update(
              store === "checkpoints" ? value.slice(0, value.length / 2) : { ...value, format: 0 },
            );
            cursor.continue();
          };
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    { store, count },
  );
}

test("reloaded in the midst of an epoch, it is continued to the same end", async ({
  trainer,
  newTrainer,
  page,
}) => {
  const saved = await trainAndKeep(trainer);
  await page.reload();
  await expect(notice(page)).toContainText(
    /^\s*A training of .* is kept in this browser, after epoch \d of 2/,
  );
  await notice(page).getByRole("button", { name: "Continue it" }).click();
  await expect.poll(() => trainer.phase()).toBe("training");
  // The curve begins where the run began.
  const { steps } = await trainer.history();
  expect(steps[0]?.imagesSeen).toBeLessThan(16 * saved);
  await expect(notice(page)).toHaveText("");
  await trainedTo(trainer, 626);
  await expect.poll(() => trainer.phase()).toBe("paused");
  expect(await outcome(trainer)).toEqual(await undisturbed(await newTrainer(), ADDRESS));

  // What was continued is not offered again, what came of it is.
  await expect.poll(async () => new Set((await kept(page)).map(({ run }) => run)).size).toBe(2);
  await page.reload();
  await expect(notice(page)).toContainText("after epoch 2 of 2");
});

test("the browser is killed in the midst of an epoch, and started again", async ({
  baseURL,
  playwright,
}, testInfo) => {
  const { origin } = new URL(baseURL ?? "");
  const profile = testInfo.outputPath("profile");
  const { launchOptions } = testInfo.project.use;
  const launch = async () => {
    const browser = await playwright.chromium.launchPersistentContext(profile, {
      ...launchOptions,
      baseURL: origin,
    });
    return { browser, trainer: await TrainerPage.watch(await browser.newPage(), origin) };
  };
  const first = await launch();
  await trainAndKeep(first.trainer);
  const gone = new Promise((resolve) => first.browser.once("close", resolve));
  killAllOf(profile);
  await gone;

  const second = await launch();
  const { trainer } = second;
  await trainer.goto(ADDRESS);
  await notice(trainer.page).getByRole("button", { name: "Continue it" }).click();
  await trainedTo(trainer, 626);
  await expect.poll(() => trainer.phase()).toBe("paused");
  const other = await TrainerPage.watch(await second.browser.newPage(), origin);
  expect(await outcome(trainer)).toEqual(await undisturbed(other, ADDRESS));
  await second.browser.close();
});

test("what is discarded is gone", async ({ trainer, page }) => {
  await trainAndKeep(trainer);
  await page.reload();
  await notice(page).getByRole("button", { name: "Discard it" }).click();
  await expect(notice(page)).toHaveText("");
  await expect.poll(() => kept(page)).toEqual([]);
  await page.reload();
  await trainer.ready();
  await expect(notice(page)).toHaveText("");
});

test("two tabs do not write over each other, and neither is offered what the other trains", async ({
  trainer,
  newTrainer,
  page,
}) => {
  await trainAndKeep(trainer, ENDLESS);
  const other = await newTrainer();
  await other.open(`${ENDLESS}&seed=7`);
  await expect(notice(other.page)).toHaveText("");
  await beginTraining(other);
  await trainedTo(other, 20);
  await saveByHiding(other.page);
  await saveByHiding(page);
  const runs = (await kept(page)).map(({ run }) => run);
  expect(new Set(runs).size).toBe(2);
  expect(runs.length).toBeLessThanOrEqual(4);

  // A third one is offered the run of a tab that is closed, while it looks on.
  await Promise.all([trainer.pause(), other.pause()]);
  const third = await newTrainer();
  await third.open(ADDRESS);
  await expect(notice(third.page)).toHaveText("");
  await page.close();
  await other.page.close();
  await expect(notice(third.page)).toContainText("is kept in this browser");
});

test("the newest checkpoint is damaged: the one before it is continued", async ({ trainer, page }) => {
  const saved = await trainAndKeep(trainer);
  const later = await saveByHiding(page);
  await trainer.pause();
  await page.goto("about:blank");
  await trainer.goto(ADDRESS);
  await expect(notice(page)).toContainText("is kept in this browser");
  await damage(page, "checkpoints", 1);
  await notice(page).getByRole("button", { name: "Continue it" }).click();
  await expect.poll(() => trainer.phase()).toBe("training");
  const { steps } = await trainer.history();
  expect(later).toBeGreaterThan(saved);
  expect(steps.length).toBeGreaterThan(0);
});

test("no checkpoint can be read: it is said, and the page trains", async ({ trainer, page }) => {
  await trainAndKeep(trainer);
  await saveByHiding(page);
  await page.goto("about:blank");
  await trainer.goto(ADDRESS);
  await expect(notice(page)).toContainText("is kept in this browser");
  await damage(page, "checkpoints", 2);
  await notice(page).getByRole("button", { name: "Continue it" }).click();
  await expect(page.getByRole("alert")).toContainText("no checkpoint that can be continued here");
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});

test("what another version of the program has kept is not offered", async ({ trainer, page }) => {
  await trainAndKeep(trainer);
  await page.goto("about:blank");
  await trainer.goto(`${ADDRESS}#seed=1`);
  await expect(notice(page)).toContainText("is kept in this browser");
  await damage(page, "marks", 2);
  await page.reload();
  await trainer.ready();
  await expect(notice(page)).toHaveText("");
  expect((await trainer.train({ steps: 1 })).step).toBe(1);
});

test("no room: the training goes on, and the page says that it isn't kept", async ({
  trainer,
  page,
  context,
}) => {
  await trainer.open(ADDRESS);
  const devtools = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  const end = await beginTraining(trainer);
  await trainedTo(trainer, 20);
  await hide(page);
  await expect(notice(page)).toContainText("The browser has no room left");
  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  expect(await end()).toMatchObject({ reason: "done", step: 626 });
  // Room again: it is kept again, and nothing is said any more.
  await expect(page.getByText(/^Kept in this browser for your next visit/)).toBeVisible();
  await expect(notice(page)).toHaveText("");
});

for (const [name, script] of [
  [
    "storage that is blocked",
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
    },
  ],
  [
    "a browser without IndexedDB",
    () => {
      Object.defineProperty(window, "indexedDB", { value: undefined });
    },
  ],
] as const) {
  test(`${name}: the training goes on, and the page says that it isn't kept`, async ({ trainer, page }) => {
    await page.addInitScript(script);
    await trainer.open(ADDRESS);
    // Nothing is said as long as there is nothing to lose.
    await expect(notice(page)).toHaveText("");
    const end = await beginTraining(trainer);
    await expect(notice(page)).toContainText("lets this page store nothing");
    await notice(page).getByRole("button", { name: "Close" }).click();
    await expect(notice(page)).toHaveText("");
    expect(await end()).toMatchObject({ reason: "done", step: 626 });
  });
}

test("storage that never answers is taken for none", async ({ trainer, page }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await trainer.open(ADDRESS);
  await beginTraining(trainer);
  await page.clock.runFor("00:11");
  await expect(notice(page)).toContainText("lets this page store nothing");
  expect(await trainer.phase()).toBe("training");
});

test("a trainer on a page that didn't ask for it stores nothing", async ({ trainer, page }) => {
  await trainer.goto(ADDRESS);
  await page.evaluate(async () => {
    document.querySelector("fashion-trainer")?.remove();
    indexedDB.deleteDatabase("fashion-trainer");
    const element = document.createElement("fashion-trainer") as Trainer;
    element.setAttribute("backend", "cpu");
    element.setAttribute("train-size", "640");
    document.body.append(element);
    await element.train({ epochs: 1 });
  });
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});
