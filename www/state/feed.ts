/**
 * Keeps one answer of the engine fresh: asks once at a time, always about the latest question, and again when
 * told that the answer is out of date. Nobody asks faster than the engine answers, however fast people draw.
 */

export interface FeedSource<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  onAnswer(answer: Answer, question: Question): void;
  /** The question could not be answered. What was answered before is out of date. */
  onProblem(error: unknown, question: Question): void;
  /** Least time from one asking to the next that is not about another question. */
  pauseMillis: number;
}

export class Feed<Question, Answer> {
  readonly #source: FeedSource<Question, Answer>;
  #question: Question | undefined;
  /** The question is another one than was asked last. */
  #isNew = false;
  /** The answer to the same question may be another one now. */
  #isStale = false;
  #isAsking = false;
  #askedMillis = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: FeedSource<Question, Answer>) {
    this.#source = source;
  }

  /** The answer to the latest question is still to come. */
  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** From now on this is the question; undefined: nobody wants to know. */
  want(question: Question | undefined): void {
    this.#question = question;
    this.#isNew = question !== undefined;
    this.#isStale = false;
    this.#next();
  }

  /** The answer may be another one now. */
  refresh(): void {
    this.#isStale = this.#question !== undefined;
    this.#next();
  }

  /** Nobody asks any more. */
  end(): void {
    this.want(undefined);
  }

  #next(): void {
    clearTimeout(this.#timer);
    if (this.#isAsking || (!this.#isNew && !this.#isStale)) return;
    const wait = this.#isNew ? 0 : this.#askedMillis + this.#source.pauseMillis - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => this.#next(), wait);
    else void this.#ask();
  }

  async #ask(): Promise<void> {
    const question = this.#question;
    if (question === undefined) return;
    this.#isAsking = true;
    this.#isNew = false;
    this.#isStale = false;
    this.#askedMillis = performance.now();
    try {
      const answer = await this.#source.ask(question);
      // An answer to an older question is still better than none while somebody draws.
      if (this.#question !== undefined) this.#source.onAnswer(answer, question);
    } catch (error) {
      if (this.#question !== undefined) this.#source.onProblem(error, question);
    } finally {
      this.#isAsking = false;
      this.#next();
    }
  }
}
