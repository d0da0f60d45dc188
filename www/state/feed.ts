/**
 * Keeps one answer of the engine fresh: asks once at a time, always about the latest question, and again when
 * told that the answer is out of date. Nobody asks faster than the engine answers, however fast people draw.
 */

export interface FeedSource<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  onAnswer(answer: Answer, question: Question): void;
  /** The question could not be answered. What was answered before is out of date. */
  onProblem(error: unknown, question: Question): void;
  /**
   * What an answer is about: the network, the layer. When that changes, whatever is still to come is of no use, and
   * nobody waits for it.
   */
  contextOf(question: Question): string;
  /** Least time from one asking to the next in the same context. */
  pauseMillis: number;
  /** Another question in the same context is asked at once. */
  isHurried: boolean;
}

export class Feed<Question, Answer> {
  readonly #source: FeedSource<Question, Answer>;
  #question: Question | undefined;
  /** The question is another one than was asked last. */
  #isNew = false;
  /** The answer to the same question may be another one now. */
  #isStale = false;
  #isAsking = false;
  #context: string | undefined;
  /** Raised with each context: answers to those before come too late. */
  #generation = 0;
  #askedMillis = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: FeedSource<Question, Answer>) {
    this.#source = source;
  }

  /** A newer question than the one that is being answered waits. */
  get hasNewer(): boolean {
    return this.#isNew;
  }

  /** From now on this is the question; undefined: nobody wants to know. */
  want(question: Question | undefined): void {
    const context = question === undefined ? undefined : this.#source.contextOf(question);
    if (context !== this.#context) this.#enter(context);
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

  #enter(context: string | undefined): void {
    this.#context = context;
    this.#generation += 1;
    this.#isAsking = false;
    this.#askedMillis = Number.NEGATIVE_INFINITY;
  }

  #next(): void {
    clearTimeout(this.#timer);
    if (this.#isAsking || (!this.#isNew && !this.#isStale)) return;
    const isAtOnce = this.#isNew && this.#source.isHurried;
    const wait = isAtOnce ? 0 : this.#askedMillis + this.#source.pauseMillis - performance.now();
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
    const generation = this.#generation;
    const isInTime = () => generation === this.#generation;
    try {
      const answer = await this.#source.ask(question);
      // An answer to an older question is still better than none while somebody draws.
      if (isInTime()) this.#source.onAnswer(answer, question);
    } catch (error) {
      if (isInTime()) this.#source.onProblem(error, question);
    } finally {
      if (isInTime()) {
        this.#isAsking = false;
        this.#next();
      }
    }
  }
}
