/** The panels for drawing and looking: which is shown what, and whom its events go to. */

import { html, type TemplateResult } from "lit";
import type { Failure } from "../engine/failure";
import type { ModelChoice } from "../engine/protocol";
import { hasLearned, type State } from "../state/store";
import type { GalleryQuery } from "../state/views";
import type { Words } from "../words";
import type { ConfusionCell } from "./confusion/cell";
import type { KeepAction } from "./keep/keep-panel";
import type { Shown } from "./panels";

const VIEW_PANELS = ["pad", "bars", "confusion", "gallery", "features", "weights", "keep"] as const;
export type ViewPanelName = (typeof VIEW_PANELS)[number];

export function isViewPanel(name: string): name is ViewPanelName {
  return VIEW_PANELS.some((known) => known === name);
}

export interface ViewHost {
  draw(drawing: ImageData | undefined): void;
  readPhoto(photo: ImageData): void;
  takeTestImage(place: "pad" | "features"): void;
  putOnPad(pixels: Uint8Array): void;
  chooseModel(model: ModelChoice): void;
  look(panel: "weights" | "features", isSeen: boolean): void;
  showLayer(layer: string): void;
  showMistakes(query: GalleryQuery): void;
  moreMistakes(): void;
  keep(action: KeepAction): void;
}

export function viewPanel(
  name: ViewPanelName,
  { state, views, words, link, keeping }: Shown,
  host: ViewHost,
): TemplateResult {
  const { numbers } = words;
  const { classes } = words.common;
  const { galleryQuery, model } = views;
  const { truth, predicted } = galleryQuery;
  switch (name) {
    case "pad":
      return html`<fashion-trainer-pad
        .words=${words.pad}
        .classes=${classes}
        .numbers=${numbers}
        .model=${model}
        .canUseMine=${hasLearned(state)}
        .loadedImage=${views.padImage}
        .loadedInk=${views.padInk}
        .isReadingPhoto=${views.isReadingPhoto}
        .photoProblem=${views.photoProblem && pictureProblem(views.photoProblem, words)}
        @drawing=${(event: CustomEvent<ImageData | undefined>) => host.draw(event.detail ?? undefined)}
        @photo=${(event: CustomEvent<ImageData>) => host.readPhoto(event.detail)}
        @test-image=${() => host.takeTestImage("pad")}
        @model=${(event: CustomEvent<ModelChoice>) => host.chooseModel(event.detail)}
      ></fashion-trainer-pad>`;
    case "bars":
      return html`<fashion-trainer-bars
        .words=${words.bars}
        .classes=${classes}
        .numbers=${numbers}
        .prediction=${views.prediction}
        .drawing=${views.drawing}
        .model=${model}
        .isBusy=${views.isPredicting}
        .problem=${views.predictionProblem && words.problems.sentences[views.predictionProblem.code]}
        .isModelLoading=${model === "pretrained" && views.isPredicting && !views.prediction}
      ></fashion-trainer-bars>`;
    case "confusion":
      return html`<fashion-trainer-confusion
        .words=${words.confusion}
        .classes=${classes}
        .numbers=${numbers}
        .report=${state.latest}
        .selected=${truth !== undefined && predicted !== undefined ? { truth, predicted } : undefined}
        @cell=${(event: CustomEvent<ConfusionCell | undefined>) =>
          host.showMistakes({ sort: galleryQuery.sort, ...event.detail })}
      ></fashion-trainer-confusion>`;
    case "gallery":
      return html`<fashion-trainer-gallery
        .words=${words.gallery}
        .classes=${classes}
        .numbers=${numbers}
        .page=${views.gallery}
        .query=${galleryQuery}
        .isLoading=${views.isGalleryLoading}
        .isStale=${(state.progress?.step ?? 0) > (views.gallery?.step ?? 0)}
        @query=${(event: CustomEvent<GalleryQuery>) => host.showMistakes(event.detail)}
        @more=${() => host.moreMistakes()}
        @pick=${(event: CustomEvent<{ pixels: Uint8Array }>) => host.putOnPad(event.detail.pixels)}
      ></fashion-trainer-gallery>`;
    case "features":
      return html`<fashion-trainer-features
        .words=${words.features}
        .classes=${classes}
        .numbers=${numbers}
        .activations=${views.activations?.layers}
        .pixels=${views.activations?.pixels ?? views.picture?.pixels}
        .source=${views.picture?.source ?? "none"}
        .model=${model}
        .isLoading=${views.picture !== undefined && !views.activations && !views.activationsProblem}
        .problem=${views.activationsProblem && pictureProblem(views.activationsProblem, words)}
        @look=${(event: CustomEvent<boolean>) => host.look("features", event.detail)}
        @test-image=${() => host.takeTestImage("features")}
      ></fashion-trainer-features>`;
    case "weights":
      return html`<fashion-trainer-weights
        .words=${words.weights}
        .classes=${classes}
        .numbers=${numbers}
        .layers=${views.layers}
        .layer=${views.layer ?? ""}
        .weights=${views.weights}
        .start=${views.startWeights}
        .step=${views.weightsStep}
        .isFromFile=${state.isImported}
        .model=${model}
        .isLoading=${!views.weights && !views.weightsProblem}
        .problem=${views.weightsProblem && words.problems.sentences[views.weightsProblem.code]}
        @look=${(event: CustomEvent<boolean>) => host.look("weights", event.detail)}
        @layer=${(event: CustomEvent<string>) => host.showLayer(event.detail)}
      ></fashion-trainer-weights>`;
    case "keep":
      return html`<fashion-trainer-keep
        .words=${words.keep}
        .link=${link}
        .hasRun=${state.steps.length > 0}
        .canSave=${state.config !== undefined && state.phase !== "failed"}
        .isTraining=${state.phase === "training"}
        .isBusy=${keeping.isBusy}
        .message=${keeping.message}
        .autosaved=${autosaved(state, words)}
        @keep=${(event: CustomEvent<KeepAction>) => host.keep(event.detail)}
      ></fashion-trainer-keep>`;
  }
}

function autosaved({ safety }: State, { keep, language, numbers }: Words): string | undefined {
  if (!safety.saved) return undefined;
  const { savedAt, step } = safety.saved;
  const time = new Date(savedAt).toLocaleTimeString(language, { timeStyle: "medium" });
  return keep.network.autosaved(time, numbers.integer(step));
}

/** Why there is no picture, or nothing to say of it: that a test image is missing is no fault before all of them are here. */
function pictureProblem({ code }: Failure, { pad, problems }: Words): string {
  return code === "bad-data" ? pad.noTestImage : problems.sentences[code];
}
