// What a page and its worker hold after the garbage is collected, by the browser's own debugger: nothing in the page
// counts for it.

/** @typedef {import("@playwright/test").Page} Page */

/**
 * @typedef {object} Heaps
 * @property {number} pageBytes JavaScript objects, and what the browser holds for them
 * @property {number} workerBytes
 * @property {number} nodes of the documents, without rows of tables: of those there are as many as there were tests
 * @property {number} listeners
 */

/**
 * Once the page has its worker.
 * @param {Page} page
 * @returns {Promise<{ read(): Promise<Heaps> }>}
 */
export async function watchHeaps(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {(method: any, params?: any) => Promise<any>} */
  const askPage = (method, params) => session.send(method, params);
  const askWorker = await workerOf(session);
  return {
    async read() {
      const pageBytes = await heapBytes(askPage);
      const { nodes, jsEventListeners: listeners } = await askPage("Memory.getDOMCounters");
      const workerBytes = await heapBytes(askWorker);
      return { pageBytes, workerBytes, nodes: nodes - (await page.evaluate(countRowNodes)), listeners };
    },
  };
}

/**
 * Asks the worker that the page starts, not the threads that this one starts.
 * @param {import("@playwright/test").CDPSession} session
 */
async function workerOf(session) {
  let worker = "";
  let lastId = 0;
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") worker = sessionId;
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, ...answer } = JSON.parse(message);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  // Not a session beside this one: that would be Playwright's.
  const flatten = /** @type {any} */ ({ flatten: false });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, ...flatten });
  return async (/** @type {string} */ method, /** @type {object} */ params = {}) => {
    if (!worker) throw new Error("the page has no worker");
    lastId += 1;
    const id = lastId;
    const answered = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await session.send("Target.sendMessageToTarget", { sessionId: worker, message });
    const { error, result } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}

/** In the page. */
function countRowNodes() {
  /** @type {(Document | ShadowRoot)[]} */
  const roots = [document];
  let count = 0;
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) roots.push(shadowRoot);
    for (const body of root.querySelectorAll("tbody")) {
      const walker = document.createTreeWalker(body);
      while (walker.nextNode()) count += 1;
    }
  }
  return count;
}

/** @param {(method: string) => Promise<any>} ask */
async function heapBytes(ask) {
  await ask("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await ask("Runtime.getHeapUsage");
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}
