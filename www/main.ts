/** Registers the elements. Importing any other file has no side effect. */

import { ControlsPanel } from "./elements/controls-panel";
import { CurvesPanel } from "./elements/curves-panel";
import { EpochsPanel } from "./elements/epochs-panel";
import { FashionTrainer } from "./elements/fashion-trainer";
import { ProblemsPanel } from "./elements/problems-panel";
import { SettingsPanel } from "./elements/settings-panel";
import { StatusPanel } from "./elements/status-panel";
import { StructurePanel } from "./elements/structure-panel";

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  "fashion-trainer-controls": ControlsPanel,
  "fashion-trainer-curves": CurvesPanel,
  "fashion-trainer-epochs": EpochsPanel,
  "fashion-trainer-problems": ProblemsPanel,
  "fashion-trainer-settings": SettingsPanel,
  "fashion-trainer-status": StatusPanel,
  "fashion-trainer-structure": StructurePanel,
  // Last, so that its panels are there when it first draws.
  "fashion-trainer": FashionTrainer,
};

for (const [tag, element] of Object.entries(ELEMENTS)) {
  // A page that loads the script twice has the element already.
  if (!customElements.get(tag)) customElements.define(tag, element);
}

declare global {
  interface HTMLElementTagNameMap {
    "fashion-trainer": FashionTrainer;
  }
}
