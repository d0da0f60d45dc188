/** The panels about training: which is shown what of the state, and whom its events go to. */

import { html, type TemplateResult } from "lit";
import { explanationFactsOf, explanationsOf } from "../state/explain";
import { statusOf } from "../state/status";
import { hasLearned, isFinished, type State } from "../state/store";
import type { Views } from "../state/views";
import type { Words } from "../words";
import type { ControlAction } from "./controls-panel";
import type { KeepMessage } from "./keep/keep-panel";
import type { SettingEdit } from "./settings-panel";
import { isViewPanel, type ViewHost, type ViewPanelName, viewPanel } from "./view-panels";

/** In the order in which they stand on the page; where there is room, those of a group stand beside each other. */
export const GROUPS = [
  { group: "head", names: ["controls", "status"] },
  { group: "draw", names: ["pad", "bars", "explain"] },
  {
    group: "rest",
    names: [
      "curves",
      "settings",
      "epochs",
      "confusion",
      "gallery",
      "features",
      "weights",
      "structure",
      "keep",
    ],
  },
] as const;
export type PanelName = (typeof GROUPS)[number]["names"][number];

/** Everything that panels show. */
export interface Shown {
  state: State;
  views: Views;
  words: Words;
  /** The address that repeats the run, if the page is the trainer's own. */
  link: string | undefined;
  isExplaining: boolean;
  keeping: { isBusy: boolean; message: KeepMessage | undefined };
}

export interface PanelHost extends ViewHost {
  control(action: ControlAction): void;
  edit(edit: SettingEdit): void;
  explain(isOpen: boolean): void;
}

export function panel(name: PanelName, shown: Shown, host: PanelHost): TemplateResult {
  return isViewPanel(name) ? viewPanel(name, shown, host) : trainingPanel(name, shown, host);
}

function trainingPanel(
  name: Exclude<PanelName, ViewPanelName>,
  { state, words, isExplaining }: Shown,
  host: PanelHost,
): TemplateResult {
  const { numbers } = words;
  switch (name) {
    case "status":
      return html`<fashion-trainer-status
        .words=${words.status}
        .status=${statusOf(state, words)}
      ></fashion-trainer-status>`;
    case "controls":
      return html`<fashion-trainer-controls
        .words=${words.controls}
        .phase=${state.phase}
        .isPausing=${state.isPausing}
        .isFinished=${isFinished(state)}
        .hasLearned=${hasLearned(state)}
        @control=${(event: CustomEvent<ControlAction>) => host.control(event.detail)}
      ></fashion-trainer-controls>`;
    case "explain":
      return html`<fashion-trainer-explain
        .words=${words.explain}
        .numbers=${numbers}
        .explanations=${explanationsOf(state)}
        .facts=${explanationFactsOf(state)}
        .isOpen=${isExplaining}
        @toggle-explain=${(event: CustomEvent<boolean>) => host.explain(event.detail)}
      ></fashion-trainer-explain>`;
    case "curves":
      return html`<fashion-trainer-curves
        .words=${words.curves}
        .numbers=${numbers}
        .steps=${state.steps}
        .evaluations=${state.evaluations}
        .epochSize=${state.config?.trainSize ?? 1}
        .interruptions=${state.safety.interruptions}
      ></fashion-trainer-curves>`;
    case "settings":
      return html`<fashion-trainer-settings
        .words=${words.settings}
        .config=${state.config}
        .errors=${state.settingErrors}
        .underWay=${state.editsUnderWay}
        .isTraining=${state.phase === "training"}
        .hasLearned=${hasLearned(state)}
        @setting=${(event: CustomEvent<SettingEdit>) => host.edit(event.detail)}
      ></fashion-trainer-settings>`;
    case "epochs":
      return html`<fashion-trainer-epochs
        .words=${words.epochs}
        .numbers=${numbers}
        .steps=${state.steps}
        .evaluations=${state.evaluations}
      ></fashion-trainer-epochs>`;
    case "structure":
      return html`<fashion-trainer-structure
        .words=${words.structure}
        .numbers=${numbers}
        .layers=${state.layers}
      ></fashion-trainer-structure>`;
  }
}
