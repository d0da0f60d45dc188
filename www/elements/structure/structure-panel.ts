/** The network, layer by layer: a diagram, and the table that holds the same. */

import { css, html, LitElement, type SVGTemplateResult, svg } from "lit";
import type { LayerReport } from "../../engine/protocol";
import type { StructureWords } from "../../words/en/structure";
import type { Numbers } from "../../words/numbers";
import { kindOf, layerLabels, layerName } from "../layer-names";
import { base, tables } from "../theme";
import { type Block, type Diagram, lyingDiagram, standingDiagram } from "./geometry";

export class StructurePanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    numbers: { attribute: false },
    layers: { attribute: false },
  };
  static override styles = [
    base,
    tables,
    css`
      section {
        container-type: inline-size;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem 2.5rem;
        align-items: start;
      }
      svg {
        display: block;
        max-width: 100%;
        height: auto;
        /* Letters may be wider than was reckoned. */
        overflow: visible;
        margin: 0 auto;
      }
      .lying {
        display: none;
      }
      /* What stands, stands beside the table; what lies, lies above it, and the note is beside. */
      @container (min-width: 40rem) {
        .parts {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .parts > .muted {
          grid-column: 1 / -1;
        }
      }
      @container (min-width: 46rem) {
        .parts {
          grid-template-columns: minmax(0, 1fr) 16rem;
        }
        .parts > .lying {
          display: block;
          grid-column: 1 / -1;
        }
        .parts > .standing {
          display: none;
        }
        .parts > .muted {
          grid-column: auto;
          margin-top: 0.5rem;
        }
      }
      text {
        fill: var(--muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
      .name {
        fill: var(--ink);
        font-weight: 600;
      }
      .arrow {
        stroke: var(--field-line);
        stroke-width: 1.5;
        fill: none;
      }
      .block {
        stroke: var(--accent);
        stroke-width: 1.25;
        stroke-linejoin: round;
        fill: color-mix(in oklab, var(--accent) 22%, var(--surface));
      }
      .block.side {
        fill: color-mix(in oklab, var(--accent) 38%, var(--surface));
      }
      .without-parameters {
        stroke: var(--field-line);
        fill: var(--surface);
      }
      .without-parameters.side {
        fill: var(--line);
      }
      .dropout {
        stroke-dasharray: 3 3;
      }
      .muted {
        font-size: 0.9rem;
        text-wrap: pretty;
      }
    `,
  ];

  declare words: StructureWords;
  declare numbers: Numbers;
  declare layers: readonly LayerReport[];

  protected override render() {
    const { words, numbers } = this;
    const total = numbers.integer(this.layers.reduce((sum, layer) => sum + layer.parameters, 0));
    return html`
      <section aria-label=${words.title}>
        <h2>${words.title}</h2>
        <div class="parts">
        ${this.#diagrams(total)}
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">${words.layer}</th>
                <th scope="col">${words.output}</th>
                <th scope="col">${words.parameters}</th>
              </tr>
            </thead>
            <tbody>
              ${this.layers.map((layer) => this.#row(layer))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">${words.total}</th>
                <td></td>
                <td>${total}</td>
              </tr>
            </tfoot>
          </table>
        </div>
        <p class="muted">${words.note}</p>
        </div>
      </section>
    `;
  }

  #row(layer: LayerReport) {
    return html`<tr>
      <th scope="row">${layerName(layer.name, this.words, this.numbers)}</th>
      <td>${this.#shape(layer)}</td>
      <td>${layer.parameters === 0 ? "" : this.numbers.integer(layer.parameters)}</td>
    </tr>`;
  }

  /** Both, of which the style sheet shows the one that there is room for. */
  #diagrams(total: string) {
    if (this.layers.length === 0) return "";
    const { words, numbers } = this;
    const meaning = words.diagram(numbers.integer(this.layers.length), total);
    const labelled = this.layers.map((layer) => ({
      ...{ layer, kind: kindOf(layer.name).type, output: layer.output },
      ...{ words: layerLabels(layer.name, words, numbers), shape: this.#shape(layer) },
      count: layer.parameters === 0 ? [] : [numbers.integer(layer.parameters), words.parameterUnit],
    }));
    const lying = labelled.map(({ kind, output, words, shape, count }) => ({
      ...{ kind, output, name: words.name, lines: [shape, ...count] },
    }));
    const standing = labelled.map(({ kind, output, words: { name, detail }, shape, count }) => ({
      ...{ kind, output, name: detail ? `${name}, ${detail}` : name },
      lines: [[shape, count.join(" ")].filter(Boolean).join(" · ")],
    }));
    return [
      drawing(lyingDiagram(lying), "lying", meaning),
      drawing(standingDiagram(standing), "standing", meaning),
    ];
  }

  #shape({ output }: LayerReport): string {
    return output.map((length) => this.numbers.integer(length)).join(" × ");
  }
}

function drawing({ width, height, blocks, arrows, anchor }: Diagram, name: string, meaning: string) {
  return html`<svg
    class=${name}
    role="img"
    aria-label=${meaning}
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
  >
    ${arrows.map(
      ({ x1, y1, x2, y2 }) =>
        svg`<path class="arrow" d="M${x1} ${y1}L${x2} ${y2}${headAt(x2, y2, x1 === x2)}" />`,
    )}
    ${blocks.map((block) => [faces(block), ...labels(block, anchor)])}
  </svg>`;
}

/** The two strokes at an arrow's end. */
function headAt(x: number, y: number, isDown: boolean): string {
  return isDown
    ? `M${x - 3} ${y - 4}L${x} ${y}L${x + 3} ${y - 4}`
    : `M${x - 4} ${y - 3}L${x} ${y}L${x - 4} ${y + 3}`;
}

/** Top, right side and front of a slab; only the front of a bar of units. */
function faces({ kind, left, top, width, height, depth }: Block): SVGTemplateResult[] {
  const hasParameters = kind === "convolution" || kind === "dense";
  const look = `${hasParameters ? "" : "without-parameters"} ${kind}`;
  const right = left + width;
  const front = svg`<rect class="block ${look}" x=${left} y=${top} width=${width} height=${height} />`;
  if (depth === 0) return [front];
  return [
    front,
    svg`<path class="block side ${look}" d="M${left} ${top}l${depth} ${-depth}h${width}l${-depth} ${depth}z" />`,
    svg`<path class="block side ${look}" d="M${right} ${top}l${depth} ${-depth}v${height}l${-depth} ${depth}z" />`,
  ];
}

function labels({ labels }: Block, anchor: Diagram["anchor"]): SVGTemplateResult[] {
  return labels.map(
    ({ text, x, y, isName }) =>
      svg`<text class=${isName ? "name" : "detail"} x=${x} y=${y} text-anchor=${anchor}>${text}</text>`,
  );
}
