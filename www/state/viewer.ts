/**
 * Keeps what a person looks at up to date while the network learns: asks the engine as often as it makes sense,
 * never about what nobody sees, and never more than one thing of a kind at a time.
 */

import { failureFrom } from "../engine/failure";
import type {
  Activations,
  Command,
  DrawingPrediction,
  MistakesFound,
  ModelChoice,
  ResultOf,
  TrainerEvent,
  Weights,
} from "../engine/protocol";
import { problemOf } from "./errors";
import { Feed } from "./feed";
import { DEFAULT_FILTERS, layersOf } from "./layers";
import { withPage } from "./mistake-pages";
import type { PageEvent } from "./store";
import { type GalleryQuery, INITIAL_VIEWS, type Views } from "./views";

/** Weights and feature maps are read at most twice a second, so that training does not wait for them. */
const READ_PAUSE_MILLIS = 500;
/** Mistakes brought at a time. */
const PAGE = 200;
/** Mistakes in the report. */
const REPORTED = 30;

type Request = <C extends Command>(command: C) => Promise<ResultOf<C>>;
interface Asked {
  model: ModelChoice;
}

export class Viewer {
  #views = INITIAL_VIEWS;
  readonly #request: Request;
  readonly #onChange: () => void;
  readonly #predictions: Feed<Asked & { image: ImageData }, DrawingPrediction>;
  readonly #weights: Feed<Asked & { layer: string }, Weights>;
  readonly #activations: Feed<Asked & { pixels: Uint8Array }, Activations>;
  readonly #gallery: Feed<GalleryQuery & { offset: number }, MistakesFound>;
  readonly #seen = new Set<"weights" | "features">();
  /** Of the network in training. */
  #filters: readonly number[] = DEFAULT_FILTERS;
  /** The run began with the weights of its seed. */
  #hasKnownStart = true;
  /** The drawing that the feature maps have followed last. */
  #pictured: ImageData | undefined;
  /** Which model of the engine: answers about another one are of no use. */
  #run = 0;
  #step = 0;
  #lastId = 0;

  constructor(request: Request, onChange: () => void) {
    this.#request = request;
    this.#onChange = onChange;
    this.#predictions = new Feed({
      ask: ({ image, model }) => request({ type: "predict-drawing", image, ground: "black", model }),
      onAnswer: (prediction, { image }) => this.#predicted(prediction, image),
      onProblem: (error) =>
        this.#change({ predictionProblem: failureFrom(error), prediction: undefined, isPredicting: false }),
      contextOf: ({ model }) => `${this.#run} ${model}`,
      pauseMillis: 0,
      isHurried: true,
    });
    this.#weights = new Feed({
      ask: ({ layer, model }) => request({ type: "weights", layer, model }),
      onAnswer: (weights, { model }) =>
        this.#change({ weights, weightsProblem: undefined, weightsStep: model === "mine" ? this.#step : 0 }),
      onProblem: (error) => this.#change({ weights: undefined, weightsProblem: failureFrom(error) }),
      contextOf: ({ layer, model }) => `${this.#run} ${model} ${layer}`,
      pauseMillis: READ_PAUSE_MILLIS,
      isHurried: true,
    });
    this.#activations = new Feed({
      ask: ({ pixels, model }) => request({ type: "activations", pixels, model }),
      onAnswer: (layers, { pixels }) =>
        this.#change({ activations: { layers, pixels }, activationsProblem: undefined }),
      onProblem: (error) => this.#change({ activations: undefined, activationsProblem: failureFrom(error) }),
      contextOf: ({ model }) => `${this.#run} ${model}`,
      pauseMillis: READ_PAUSE_MILLIS,
      isHurried: false,
    });
    this.#gallery = new Feed({
      // What was scrolled in stays, with the answers of the latest evaluation.
      ask: (query) => {
        const loaded = query.offset > 0 ? 0 : (this.#views.gallery?.mistakes.length ?? 0);
        return request({ type: "mistakes", query: { ...query, limit: Math.max(PAGE, loaded) } });
      },
      onAnswer: (page, query) => this.#found(page, query),
      onProblem: () => this.#change({ isGalleryLoading: false }),
      contextOf: ({ sort, truth, predicted }) => [this.#run, sort, truth, predicted].join(" "),
      pauseMillis: 0,
      isHurried: true,
    });
  }

  get views(): Views {
    return this.#views;
  }

  /** After every event. */
  receive(event: TrainerEvent | PageEvent): void {
    if (event.type === "configured") this.#configured(event);
    else if (event.type === "step") this.#learned(event.report.step);
    else if (event.type === "evaluated") this.#loadGallery();
  }

  /** A network chosen by hand. */
  choose(model: ModelChoice): void {
    this.#change({ isModelChosen: true });
    this.#setModel(model);
  }

  draw(drawing: ImageData | undefined): void {
    this.#change({ drawing, predictionProblem: undefined, ...(drawing ? {} : { prediction: undefined }) });
    this.#predict();
    if (drawing || this.#views.picture?.source !== "drawing") return;
    this.#change({ picture: undefined, activations: undefined });
    this.#lookAtFeatures();
  }

  /** A photograph: its ink goes to the pad. */
  async readPhoto(image: ImageData): Promise<void> {
    this.#change({ isReadingPhoto: true, photoProblem: undefined });
    try {
      const ink = await this.#request({ type: "ink", image });
      this.#change({ padInk: { ink, id: ++this.#lastId } });
    } catch (error) {
      this.#change({ photoProblem: problemOf(error) });
    } finally {
      this.#change({ isReadingPhoto: false });
    }
  }

  putOnPad(pixels: Uint8Array): void {
    this.#change({ padImage: { pixels, id: ++this.#lastId }, photoProblem: undefined });
  }

  /** A test image, onto the pad or only for the feature maps. */
  async takeTestImage(place: "pad" | "features"): Promise<void> {
    try {
      const { pixels } = await this.#request({ type: "test-image" });
      if (place === "pad") this.putOnPad(pixels);
      else this.#showFeatures({ pixels, source: "test" });
    } catch (error) {
      const problem = problemOf(error);
      this.#change(place === "pad" ? { photoProblem: problem } : { activationsProblem: problem });
    }
  }

  /** Whether a panel is in view. */
  look(panel: "weights" | "features", isSeen: boolean): void {
    if (isSeen) this.#seen.add(panel);
    else this.#seen.delete(panel);
    if (panel === "weights") this.#lookAtWeights();
    else this.#lookAtFeatures();
  }

  showLayer(layer: string): void {
    this.#change({ layer, weights: undefined, startWeights: undefined });
    this.#lookAtWeights();
  }

  showMistakes(galleryQuery: GalleryQuery): void {
    this.#change({ galleryQuery });
    this.#loadGallery();
  }

  moreMistakes(): void {
    const { gallery, galleryQuery, isGalleryLoading } = this.#views;
    const offset = gallery?.mistakes.length ?? 0;
    if (isGalleryLoading || !gallery || offset >= gallery.total) return;
    this.#change({ isGalleryLoading: true });
    this.#gallery.want({ ...galleryQuery, offset });
  }

  /** Everything that the report shows and the panels don't keep. */
  async prepareReport(): Promise<void> {
    const [weights, found] = await Promise.all([
      this.#request({ type: "weights", layer: undefined }),
      this.#request({ type: "mistakes", query: { limit: REPORTED, sort: "confidence" } }),
    ]);
    this.#change({ report: { weights, mistakes: found.mistakes } });
  }

  /** Forgets everything: the engine is another one. */
  restart(): void {
    for (const feed of [this.#predictions, this.#weights, this.#activations, this.#gallery]) feed.end();
    const { model, isModelChosen, drawing, galleryQuery, layer } = this.#views;
    this.#step = 0;
    this.#pictured = undefined;
    this.#change({ ...INITIAL_VIEWS, model, isModelChosen, drawing, galleryQuery, layer });
  }

  #configured(event: TrainerEvent & { type: "configured" }): void {
    this.#filters = event.config.filters;
    if (!event.restarted) return;
    this.#run += 1;
    this.#step = event.progress.step;
    this.#hasKnownStart = !event.imported && !event.history;
    this.#change({ gallery: undefined });
    const { model, isModelChosen } = this.#views;
    const suggested = this.#hasKnownStart ? "pretrained" : "mine";
    this.#setModel(isModelChosen ? model : suggested);
  }

  /** The network has trained on. */
  #learned(step: number): void {
    this.#step = step;
    this.#suggest("mine");
    if (this.#views.model !== "mine") return;
    this.#predictions.refresh();
    this.#weights.refresh();
    this.#activations.refresh();
  }

  /** Asks another network, unless somebody has chosen one. */
  #suggest(model: ModelChoice): void {
    if (!this.#views.isModelChosen && this.#views.model !== model) this.#setModel(model);
  }

  #setModel(model: ModelChoice): void {
    const layers = layersOf(model, this.#filters);
    const { layer = "" } = this.#views;
    this.#change({
      model,
      layers,
      layer: layers.includes(layer) ? layer : layers[0],
      prediction: undefined,
      predictionProblem: undefined,
      weights: undefined,
      weightsProblem: undefined,
      startWeights: undefined,
      activations: undefined,
      activationsProblem: undefined,
    });
    this.#predict();
    this.#lookAtWeights();
    this.#lookAtFeatures();
  }

  #predict(): void {
    const { drawing: image, model } = this.#views;
    this.#predictions.want(image && { image, model });
    this.#change({ isPredicting: image !== undefined });
  }

  #predicted(prediction: DrawingPrediction, image: ImageData): void {
    this.#change({ prediction, predictionProblem: undefined, isPredicting: this.#predictions.hasNewer });
    // Feature maps follow what is drawn, until a test image is chosen for them.
    if (image === this.#pictured) return;
    this.#pictured = image;
    this.#showFeatures({ pixels: prediction.seen, source: "drawing" });
  }

  #lookAtWeights(): void {
    const { layer, model } = this.#views;
    const isSeen = this.#seen.has("weights") && layer !== undefined;
    this.#weights.want(isSeen ? { layer, model } : undefined);
    const isMissing = model === "mine" && this.#hasKnownStart && !this.#views.startWeights;
    if (isSeen && isMissing) void this.#readStart(layer);
  }

  async #readStart(layer: string): Promise<void> {
    const question = { type: "weights", layer, model: "untrained" } as const;
    const startWeights = await this.#request(question).catch(() => undefined);
    if (layer === this.#views.layer && this.#views.model === "mine") this.#change({ startWeights });
  }

  #showFeatures(picture: Views["picture"]): void {
    this.#change({ picture });
    this.#lookAtFeatures();
  }

  #lookAtFeatures(): void {
    const { picture, model } = this.#views;
    const isSeen = this.#seen.has("features") && picture !== undefined;
    this.#activations.want(isSeen ? { pixels: picture.pixels, model } : undefined);
  }

  #loadGallery(): void {
    this.#change({ isGalleryLoading: true });
    this.#gallery.want({ ...this.#views.galleryQuery, offset: 0 });
  }

  #found(page: MistakesFound, { offset }: { offset: number }): void {
    const gallery = withPage(this.#views.gallery, page, offset);
    if (gallery) this.#change({ gallery, isGalleryLoading: false });
    else this.#loadGallery();
  }

  #change(views: Partial<Views>): void {
    this.#views = { ...this.#views, ...views };
    this.#onChange();
  }
}
