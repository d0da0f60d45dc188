/** First section of the report: the layers with their shapes and parameters. */

import { html, type TemplateResult } from "lit";
import type { LayerReport } from "../../engine/protocol";
import type { ReportWords } from "../../words/en/report";
import type { StructureWords } from "../../words/en/structure";
import type { Numbers } from "../../words/numbers";
import { layerName } from "../layer-names";

export interface StructureInput {
  words: ReportWords["structure"];
  structureWords: StructureWords;
  numbers: Numbers;
  layers: readonly LayerReport[];
}

export function structureSection({ words, structureWords, numbers, layers }: StructureInput): TemplateResult {
  const named = layers.map((layer) => ({ ...layer, name: layerName(layer.name, structureWords, numbers) }));
  const total = named.reduce((sum, layer) => sum + layer.parameters, 0);
  const largest = named.reduce<LayerReport | undefined>(
    (largest, layer) => (largest && largest.parameters >= layer.parameters ? largest : layer),
    undefined,
  );
  if (!largest) return html`<p class="muted">${words.empty}</p>`;
  return html`
    <p>
      ${words.summary(numbers.integer(total), largest.name, numbers.share(largest.parameters / total, 1))}
    </p>
    <table class="structure">
      <thead>
        <tr>
          <th scope="col">${structureWords.layer}</th>
          <th scope="col">${structureWords.output}</th>
          <th scope="col">${structureWords.parameters}</th>
        </tr>
      </thead>
      <tbody>
        ${named.map(
          ({ name, output, parameters }) => html`<tr>
            <th scope="row">${name}</th>
            <td>${output.map((length) => numbers.integer(length)).join(" × ")}</td>
            <td>${parameters === 0 ? "" : numbers.integer(parameters)}</td>
          </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${structureWords.total}</th>
          <td></td>
          <td>${numbers.integer(total)}</td>
        </tr>
      </tfoot>
    </table>
    <p class="muted">${words.note}</p>
  `;
}
