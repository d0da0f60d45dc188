/** The commands that ask something of the Session and change nothing. Each is one job of the queue. */

import { groundFrom, layerFrom, modelFrom, pictureFrom, pixelsFrom, queryFrom } from "./arguments";
import { Pretrained, type PretrainedSource } from "./pretrained";
import type { Command, Results, TrainerSession } from "./protocol";

export type Question = Extract<
  Command,
  {
    type:
      | "predict"
      | "predict-drawing"
      | "ink"
      | "test-image"
      | "mistakes"
      | "weights"
      | "activations"
      | "export-model";
  }
>;

/** More than there are test images: the crate counts on from the beginning. */
const MANY = 2 ** 31;

type Use = <T>(job: (session: TrainerSession) => T | Promise<T>) => Promise<T>;

export class Asking {
  readonly #pretrained: Pretrained;
  readonly #use: Use;
  /** What the last evaluation found of each image is in no checkpoint, so the Session that made it is kept for that. */
  #evaluator: TrainerSession | undefined;

  /** `use` queues a job. */
  constructor(source: PretrainedSource, use: Use) {
    this.#pretrained = new Pretrained(source);
    this.#use = use;
  }

  /** Queues the question at once, unless the network that it is for has to arrive first. */
  ask(question: Question): Promise<Results[Question["type"]]> {
    if (!("model" in question) || question.model !== "pretrained") {
      return this.#use((session) => this.#answer(session, question));
    }
    return this.#pretrained.arrive().then(() =>
      this.#use(async (session) => {
        await this.#pretrained.give(session);
        return this.#answer(session, question);
      }),
    );
  }

  /** The training goes on in another Session; this one is freed once nobody needs it. */
  retire(session: TrainerSession): void {
    this.release();
    if (session.mistakes({ limit: 0 }).step === undefined) session.free();
    else this.#evaluator = session;
  }

  /** There is a newer evaluation, or another model. */
  release(): void {
    this.#evaluator?.free();
    this.#evaluator = undefined;
  }

  #answer(
    session: TrainerSession,
    question: Question,
  ): Results[Question["type"]] | Promise<Results[Question["type"]]> {
    if (question.type === "mistakes") {
      return (this.#evaluator ?? session).mistakes(queryFrom(question.query));
    }
    return answer(session, question);
  }
}

function answer(
  session: TrainerSession,
  question: Exclude<Question, { type: "mistakes" }>,
): Results[Question["type"]] | Promise<Results[Question["type"]]> {
  switch (question.type) {
    case "predict":
      return session.predict(pixelsFrom(question.pixels), modelFrom(question.model));
    case "predict-drawing": {
      const { rgba, width } = pictureFrom(question.image);
      return session.predictDrawing(rgba, width, groundFrom(question.ground), modelFrom(question.model));
    }
    case "ink": {
      const { rgba, width } = pictureFrom(question.image);
      return session.ink(rgba, width);
    }
    case "test-image":
      return session.testImage(Math.floor(Math.random() * MANY));
    case "weights":
      return session.weights(layerFrom(question.layer), modelFrom(question.model));
    case "activations":
      return session.activations(pixelsFrom(question.pixels), modelFrom(question.model));
    case "export-model":
      return session.exportModel();
  }
}
