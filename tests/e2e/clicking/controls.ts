/** Every control that a person could use now, found by its role. */

import type { ElementHandle, Page } from "@playwright/test";

/** Enough to find it again, in the same state of the page. */
export interface Control {
  /** The panel that it is in. */
  region: string;
  role: string;
  name: string;
  /** Of several that are called the same. */
  place: number;
  isDisabled: boolean;
}

/** Those that are shown, as far down as the page goes. */
export function shownControls(page: Page): Promise<Control[]> {
  return page.evaluate(() => window.shownControls().map(({ element: _, ...control }) => control));
}

export async function elementOf(page: Page, control: Control): Promise<ElementHandle<Element> | undefined> {
  const handle = await page.evaluateHandle(
    ({ region, role, name, place }) =>
      window
        .shownControls()
        .find(
          (each) =>
            [region, role, name, place].join() === [each.region, each.role, each.name, each.place].join(),
        )?.element,
    control,
  );
  return handle.asElement() ?? undefined;
}

declare global {
  interface Window {
    shownControls(): (Control & { element: Element })[];
  }
}

/** In the page, before its own scripts. */
export function listControls(): void {
  const CONTROLS =
    "button, a[href], input, select, summary, [role=slider], [role=application], [role=gridcell]";
  const roleOf = (element: Element): string => {
    const given = element.getAttribute("role");
    if (given) return given;
    if (element instanceof HTMLInputElement) {
      if (element.type === "radio" || element.type === "checkbox") return element.type;
      return element.type === "range" ? "slider" : "textbox";
    }
    return { A: "link", SELECT: "combobox", SUMMARY: "summary" }[element.tagName] ?? "button";
  };
  const nameOf = (element: Element): string => {
    const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    const label = isField ? (element.labels?.[0]?.textContent ?? element.id) : element.textContent;
    return (element.getAttribute("aria-label") ?? label ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
  };
  /** Through the shadow trees around it. */
  const regionOf = (element: Element): string => {
    let node: Node | null = element;
    while (node) {
      if (node instanceof Element && node.matches("section[aria-label], [role=group][aria-label]")) {
        return node.getAttribute("aria-label") ?? "";
      }
      node = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;
    }
    return "page";
  };
  /** What leads away from the page, opens a dialog of the browser, or is a part of another control. */
  const isForeign = (element: Element): boolean =>
    (element instanceof HTMLAnchorElement && new URL(element.href).origin !== location.origin) ||
    (element instanceof HTMLInputElement && (element.type === "file" || element.readOnly));
  const isShown = (element: Element): boolean => {
    // A radio is as small as nothing: its label is what one presses.
    const shown = element.closest("label:has([type=radio], [type=checkbox])") ?? element;
    const { width, height } = shown.getBoundingClientRect();
    // What only the keyboard brings up, as the way past the header, is a pixel wide.
    return element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
  };
  window.shownControls = () => {
    const found: (Control & { element: Element })[] = [];
    const counts = new Map<string, number>();
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.matches(CONTROLS) && isShown(element) && !isForeign(element)) {
          const control = { region: regionOf(element), role: roleOf(element), name: nameOf(element) };
          const key = Object.values(control).join();
          const place = counts.get(key) ?? 0;
          counts.set(key, place + 1);
          const isDisabled = element.matches(":disabled, [aria-disabled=true]");
          found.push({ ...control, place, isDisabled, element });
        }
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return found;
  };
}
