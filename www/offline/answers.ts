/** Whether an answer is the file that was asked for. */

/** Some hosts answer everything with their start page, and some networks with one to sign in on. */
export function isFile({ ok, headers }: Response): boolean {
  return ok && !/^text\/html\b/i.test(headers.get("Content-Type") ?? "");
}
