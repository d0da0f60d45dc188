/** What a person looks at beside the training: a drawing and what networks make of it, weights, mistakes. */

import type { Failure } from "../engine/failure";
import type {
  Activations,
  DrawingPrediction,
  MistakeQuery,
  MistakesFound,
  ModelChoice,
  Weights,
} from "../engine/protocol";

/** Which mistakes the gallery shows. */
export type GalleryQuery = Pick<MistakeQuery, "sort"> & Partial<Pick<MistakeQuery, "truth" | "predicted">>;

export interface Views {
  /** Which network is asked about drawings and laid open. */
  readonly model: ModelChoice;
  /** By hand: then it stays. */
  readonly isModelChosen: boolean;
  readonly drawing: ImageData | undefined;
  readonly prediction: DrawingPrediction | undefined;
  readonly predictionProblem: Failure | undefined;
  readonly isPredicting: boolean;
  /** What another panel puts on the pad; a new id is another one. */
  readonly padImage: { readonly pixels: Uint8Array; readonly id: number } | undefined;
  /** A photograph as ink, on its way back to the pad. */
  readonly padInk: { readonly ink: Uint8Array; readonly id: number } | undefined;
  readonly isReadingPhoto: boolean;
  readonly photoProblem: Failure | undefined;
  /** The image whose feature maps are shown, and where it comes from. */
  readonly picture: { readonly pixels: Uint8Array; readonly source: "drawing" | "test" } | undefined;
  /** With the image that they are of. */
  readonly activations: { readonly layers: Activations; readonly pixels: Uint8Array } | undefined;
  readonly activationsProblem: Failure | undefined;
  /** Names of the layers with weights, and the one that is laid open. */
  readonly layers: readonly string[];
  readonly layer: string | undefined;
  readonly weights: Weights | undefined;
  readonly weightsProblem: Failure | undefined;
  /** The same layer before the training. */
  readonly startWeights: Weights | undefined;
  /** Mini-batches trained when the weights were read. */
  readonly weightsStep: number;
  readonly galleryQuery: GalleryQuery;
  /** Those found so far, from the first on. */
  readonly gallery: MistakesFound | undefined;
  readonly isGalleryLoading: boolean;
  readonly report: { readonly weights: Weights; readonly mistakes: MistakesFound["mistakes"] } | undefined;
}

export const INITIAL_VIEWS: Views = {
  model: "pretrained",
  isModelChosen: false,
  drawing: undefined,
  prediction: undefined,
  predictionProblem: undefined,
  isPredicting: false,
  padImage: undefined,
  padInk: undefined,
  isReadingPhoto: false,
  photoProblem: undefined,
  picture: undefined,
  activations: undefined,
  activationsProblem: undefined,
  layers: [],
  layer: undefined,
  weights: undefined,
  weightsProblem: undefined,
  startWeights: undefined,
  weightsStep: 0,
  galleryQuery: { sort: "confidence" },
  gallery: undefined,
  isGalleryLoading: false,
  report: undefined,
};
