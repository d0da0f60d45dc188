// Sums up what V8's profiler has written (node --cpu-prof).

/**
 * @typedef {object} Profile
 * @property {{ id: number, callFrame: { functionName: string }, children?: number[] }[]} nodes
 * @property {number[]} samples ids of nodes
 * @property {number[]} timeDeltas microseconds before each sample
 */

/**
 * Time in each group, with everything called from it.
 * @param {Profile} profile
 * @param {(functionName: string) => string | undefined} groupOf what a function and its callees are counted as
 * @returns {Map<string | undefined, number>} milliseconds; what belongs to no group is under `undefined`
 */
export function timeByGroup({ nodes, samples, timeDeltas }, groupOf) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  /** @type {Map<number, string | undefined>} */
  const groups = new Map();
  // Parents come before their children.
  for (const { id, callFrame, children = [] } of nodes) {
    const group = groups.get(id) ?? groupOf(callFrame.functionName);
    groups.set(id, group);
    for (const child of children) if (byId.has(child)) groups.set(child, group);
  }
  /** @type {Map<string | undefined, number>} */
  const times = new Map();
  samples.forEach((id, index) => {
    const group = groups.get(id);
    times.set(group, (times.get(group) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  });
  return times;
}
