import { CallFailure, type EvaluationHost } from '../../contract/expression.ts';
import type { Value, ValueMap } from '../../util/values.ts';
import { Suspend } from './suspend.ts';

/** Characters that one evaluation may write, nested renders and macros included. */
const MAX_OUTPUT = 64 * 1024 * 1024;
/** Characters by which filters may lengthen texts in one evaluation. */
const MAX_GROWTH = 16 * 1024 * 1024;
/** Macros and nested renders inside one another. */
const MAX_DEPTH = 150;

/** Renders a text once, or until nothing changes, with these variables. */
export type RenderText = (session: Session, text: string, context: ValueMap, recursive: boolean) => string;

type Answer = { readonly value: Value } | { readonly error: unknown };

/**
 * What lives as long as one evaluation, also over its suspensions: the answers of outside calls, in the order of the calls
 * (evaluating again repeats the same calls up to the one that was waited for), and the bounds.
 */
export class Session {
  readonly host: EvaluationHost;
  /** Renders a text inside of the template; handed in, because it compiles and evaluates templates. */
  readonly render: RenderText;
  readonly #answers: Answer[] = [];
  #calls = 0;
  #written = 0;
  #grown = 0;
  #depth = 0;

  constructor(host: EvaluationHost, render: RenderText) {
    this.host = host;
    this.render = render;
  }

  /** Before evaluating once more. */
  restart(): void {
    this.#calls = 0;
    this.#written = 0;
    this.#grown = 0;
    this.#depth = 0;
  }

  /** Runs a call whose answer may differ the next time: once for each place in the order of calls. */
  once(call: () => Value | Promise<Value>): Value {
    const index = this.#calls;
    this.#calls += 1;
    const known = this.#answers[index];
    if (known !== undefined) {
      if ('error' in known) throw known.error;
      return known.value;
    }
    const result = call();
    if (!(result instanceof Promise)) {
      this.#answers[index] = { value: result };
      return result;
    }
    throw new Suspend(this.#awaitAnswer(index, result));
  }

  async #awaitAnswer(index: number, pending: Promise<Value>): Promise<void> {
    try {
      this.#answers[index] = { value: await pending };
    } catch (error) {
      this.#answers[index] = { error };
    }
  }

  /** Counts text towards the bound. */
  wrote(characters: number): void {
    this.#written += characters;
    if (this.#written > MAX_OUTPUT) throw new CallFailure(`expected at most ${MAX_OUTPUT} characters of output`);
  }

  /** Counts what a filter has made of a text beyond its length. */
  grew(characters: number): void {
    this.#grown += characters;
    if (this.#grown > MAX_GROWTH)
      throw new CallFailure(`expected filters to lengthen texts by at most ${MAX_GROWTH} characters`);
  }

  /** Runs a macro or a nested render; bounded, for they may call themselves. */
  nested<T>(run: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      throw new CallFailure(`expected at most ${MAX_DEPTH} macros and renders inside one another`, {
        hint: 'does a variable render itself, or a macro call itself without an end?',
      });
    }
    this.#depth += 1;
    try {
      return run();
    } finally {
      this.#depth -= 1;
    }
  }
}
