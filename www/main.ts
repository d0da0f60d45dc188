/** Registers the elements. Importing any other file has no side effect. */

import { BarsPanel } from "./elements/bars/bars-panel";
import { ConfusionPanel } from "./elements/confusion/confusion-panel";
import { ControlsPanel } from "./elements/controls-panel";
import { CurvesPanel } from "./elements/curves/curves-panel";
import { Diagnostic } from "./elements/diagnostic";
import { EpochsPanel } from "./elements/epochs-panel";
import { ExplainPanel } from "./elements/explain-panel";
import { FashionTrainer } from "./elements/fashion-trainer";
import { FeaturesPanel } from "./elements/features/features-panel";
import { GalleryPanel } from "./elements/gallery/gallery-panel";
import { GalleryGrid } from "./elements/gallery/grid";
import { KeepPanel } from "./elements/keep/keep-panel";
import { NoticesPanel } from "./elements/notices-panel";
import { PadPanel } from "./elements/pad/pad-panel";
import { ProblemsPanel } from "./elements/problems-panel";
import { SettingsPanel } from "./elements/settings-panel";
import { StatusPanel } from "./elements/status-panel";
import { StructurePanel } from "./elements/structure/structure-panel";
import { WeightsPanel } from "./elements/weights/weights-panel";

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  "fashion-trainer-bars": BarsPanel,
  "fashion-trainer-confusion": ConfusionPanel,
  "fashion-trainer-controls": ControlsPanel,
  "fashion-trainer-curves": CurvesPanel,
  "fashion-trainer-diagnostic": Diagnostic,
  "fashion-trainer-epochs": EpochsPanel,
  "fashion-trainer-explain": ExplainPanel,
  "fashion-trainer-features": FeaturesPanel,
  "fashion-trainer-gallery-grid": GalleryGrid,
  "fashion-trainer-gallery": GalleryPanel,
  "fashion-trainer-keep": KeepPanel,
  "fashion-trainer-notices": NoticesPanel,
  "fashion-trainer-pad": PadPanel,
  "fashion-trainer-problems": ProblemsPanel,
  "fashion-trainer-settings": SettingsPanel,
  "fashion-trainer-status": StatusPanel,
  "fashion-trainer-structure": StructurePanel,
  "fashion-trainer-weights": WeightsPanel,
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
