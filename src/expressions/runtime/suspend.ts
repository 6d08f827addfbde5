/** Thrown through a synchronous evaluation when a call needs to wait; `evaluateAsync` awaits it and evaluates again. */
export class Suspend extends Error {
  readonly pending: Promise<void>;

  constructor(pending: Promise<void>) {
    super('this template has to wait for an answer');
    this.name = 'Suspend';
    this.pending = pending;
  }
}
