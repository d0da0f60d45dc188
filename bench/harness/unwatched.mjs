// A tab that Playwright does not watch. In one that it does, the browser keeps the body of every response for it: about
// 90 MB beside the tab's own memory, once all images are here.

/** @typedef {import("@playwright/test").CDPSession} CDPSession */

/**
 * @param {CDPSession} session of the browser
 * @param {string} url
 * @returns {Promise<{ evaluate<T>(inPage: () => Promise<T>): Promise<T> }>}
 */
export async function openUnwatched(session, url) {
  const { targetId } = await session.send("Target.createTarget", { url: "about:blank" });
  // A session within that of the browser: one beside it would be Playwright's.
  const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
  let lastId = 0;
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, ...answer } = JSON.parse(message);
    waiting.get(id)?.(answer);
  });
  /** @param {string} method @param {object} params @returns {Promise<any>} */
  const ask = async (method, params) => {
    lastId += 1;
    const id = lastId;
    const answered = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await session.send("Target.sendMessageToTarget", { sessionId, message });
    return answered;
  };
  // Answered once the new document is there.
  await ask("Page.navigate", { url });
  return {
    async evaluate(inPage) {
      const expression = `(${inPage})()`;
      const { error, result } = await ask("Runtime.evaluate", {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      const problem = error?.message ?? result.exceptionDetails?.exception?.description;
      if (problem) throw new Error(problem);
      return result.result.value;
    },
  };
}
