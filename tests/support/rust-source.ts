/** What a Rust file of the crate names, read from its text; enough for the tests of the architecture. */

/** The code that counts: without comments and without the unit tests at the foot of the file. */
export function rustCode(source: string): string {
  const [body = ""] = source.split("#[cfg(test)]\nmod tests");
  return body.replace(/\/\/.*$/gm, "");
}

/** The module at the top of the crate that a file belongs to: `data` for `/src/data/idx.rs`. */
export function moduleOf(path: string): string {
  return path.replace(/^\/src\//, "").replace(/(\/.*|\.rs)$/, "");
}

/** Top modules of the crate that a file names: by `crate::`, in braces too, and by `super::` from the top. */
export function modulesNamed(path: string, source: string): string[] {
  const isAtTop = !path.slice("/src/".length).includes("/");
  const root = isAtTop ? /\b(?:crate|super)::/g : /\bcrate::/g;
  const code = rustCode(source);
  const names = [...code.matchAll(root)].flatMap(({ index, 0: { length } }) =>
    firstNames(code.slice(index + length)),
  );
  return [...new Set(names)].sort();
}

/** `a` of `a::b`; `a` and `d` of `{a::{b, c}, d}`. */
function firstNames(path: string): string[] {
  if (!path.startsWith("{")) return path.match(/^\w+/) ?? [];
  const names: string[] = [];
  let depth = 0;
  for (const [token] of path.matchAll(/[{},]|\w+(?:::\w+)*(?: as \w+)?/g)) {
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    else if (token !== "," && depth === 1) names.push(token.split("::", 1)[0] ?? "");
    if (depth === 0) break;
  }
  return names;
}
