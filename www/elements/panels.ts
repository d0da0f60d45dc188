/** Which panel is shown what of the state, and whom its events go to. */

import { html, type TemplateResult } from "lit";
import { statusOf } from "../state/status";
import { hasLearned, isFinished, type State } from "../state/store";
import type { ControlAction } from "./controls-panel";
import type { SettingEdit } from "./settings-panel";

export const PANELS = ["controls", "status", "curves", "settings", "epochs", "structure"] as const;
export type PanelName = (typeof PANELS)[number];

export interface PanelHost {
  control(action: ControlAction): void;
  edit(edit: SettingEdit): void;
}

export function panel(name: PanelName, state: State, host: PanelHost): TemplateResult {
  switch (name) {
    case "status":
      return html`<fashion-trainer-status .status=${statusOf(state)}></fashion-trainer-status>`;
    case "controls":
      return html`<fashion-trainer-controls
        .phase=${state.phase}
        .isPausing=${state.isPausing}
        .isFinished=${isFinished(state)}
        .hasLearned=${hasLearned(state)}
        @control=${(event: CustomEvent<ControlAction>) => host.control(event.detail)}
      ></fashion-trainer-controls>`;
    case "curves":
      return html`<fashion-trainer-curves
        .steps=${state.steps}
        .evaluations=${state.evaluations}
        .epochSize=${state.config?.trainSize ?? 1}
      ></fashion-trainer-curves>`;
    case "settings":
      return html`<fashion-trainer-settings
        .config=${state.config}
        .errors=${state.settingErrors}
        .underWay=${state.editsUnderWay}
        .isTraining=${state.phase === "training"}
        .hasLearned=${hasLearned(state)}
        @setting=${(event: CustomEvent<SettingEdit>) => host.edit(event.detail)}
      ></fashion-trainer-settings>`;
    case "epochs":
      return html`<fashion-trainer-epochs
        class="epochs"
        .steps=${state.steps}
        .evaluations=${state.evaluations}
      ></fashion-trainer-epochs>`;
    case "structure":
      return html`<fashion-trainer-structure class="structure" .layers=${state.layers}></fashion-trainer-structure>`;
  }
}
