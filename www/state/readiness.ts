/** A promise that is kept or broken from outside, and need not be listened to. */

export class Readiness {
  readonly promise: Promise<void>;
  isRejected = false;
  resolve: () => void = ignore;
  reject: (reason: unknown) => void = ignore;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody has to listen, and an unheard failure is no error of the page: it is shown and told as an event.
    this.promise.catch(() => {
      this.isRejected = true;
    });
  }
}

function ignore(): void {}
