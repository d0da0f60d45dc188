/** Makes elements without markup. */

type Content = Node | string;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...content: Content[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...content);
  return made;
}

export function button(label: string, act: () => unknown): HTMLButtonElement {
  return element("button", { type: "button", onclick: () => void act() }, label);
}
