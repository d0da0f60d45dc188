/**
 * The style of one element, set property by property. Lit's own `styleMap` first writes an attribute, which
 * a strict Content Security Policy forbids.
 */

import { noChange } from "lit";
import { type AttributePart, Directive, directive, type PartInfo, PartType } from "lit/directive.js";

/** By their names in CSS. */
export type StyleProperties = Readonly<Record<string, string>>;

class InlineStyle extends Directive {
  #names: readonly string[] = [];

  constructor(part: PartInfo) {
    super(part);
    const isStyle = part.type === PartType.ATTRIBUTE && part.name === "style";
    if (!isStyle) throw new Error("inlineStyle belongs to a style attribute");
  }

  override render(_properties: StyleProperties): unknown {
    return noChange;
  }

  override update({ element }: AttributePart, [properties]: [StyleProperties]): unknown {
    const { style } = element as HTMLElement;
    for (const name of this.#names) if (!(name in properties)) style.removeProperty(name);
    this.#names = Object.keys(properties);
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return noChange;
  }
}

/** `style=${inlineStyle({ width: "3px", "line-height": "1" })}` */
export const inlineStyle = directive(InlineStyle);
