/** The network, layer by layer. */

import { css, html, LitElement } from "lit";
import type { LayerReport } from "../engine/protocol";
import { formatInteger } from "../state/status";
import { base, tables } from "./theme";

export class StructurePanel extends LitElement {
  static override properties = { layers: { attribute: false } };
  static override styles = [
    base,
    tables,
    css`
      .muted {
        margin-top: 0.75rem;
        font-size: 0.9rem;
      }
    `,
  ];

  declare layers: readonly LayerReport[];

  protected override render() {
    const total = this.layers.reduce((sum, layer) => sum + layer.parameters, 0);
    return html`
      <section aria-label="Structure">
        <h2>Structure of the network</h2>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Layer</th>
                <th scope="col">Output</th>
                <th scope="col">Parameters</th>
              </tr>
            </thead>
            <tbody>
              ${this.layers.map(
                (layer) => html`<tr>
                  <th scope="row">${layer.name}</th>
                  <td>${layer.output.map(formatInteger).join(" × ")}</td>
                  <td>${layer.parameters === 0 ? "" : formatInteger(layer.parameters)}</td>
                </tr>`,
              )}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">Total</th>
                <td></td>
                <td>${formatInteger(total)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
        <p class="muted">
          Output is height × width × channels for one image. Parameters are the numbers that training adjusts.
        </p>
      </section>
    `;
  }
}
