import type { CallContext, EvaluationHost } from '../../contract/expression.ts';
import { newMap, type Value, type ValueMap } from '../../util/values.ts';
import type { Session } from './session.ts';

/** An expression, compiled. */
export type Evaluate = (state: State) => Value;
/** A part of a body, compiled. */
export type Render = (state: State, output: Output) => void;

export interface CompiledMacro {
  readonly parameters: readonly { readonly name: string; readonly fallback: Evaluate | undefined }[];
  readonly body: Render;
}

/** A compiled template. */
export interface Program {
  readonly source: string;
  readonly body: Render;
  readonly macros: ReadonlyMap<string, CompiledMacro>;
  readonly blocks: ReadonlyMap<string, Render>;
}

/** Variables of a loop, a macro or `set`. A sealed frame hides all that is outside of it: macros see only their arguments. */
interface Frame {
  readonly variables: Map<string, Value>;
  readonly parent: Frame | undefined;
  readonly sealed: boolean;
}

/** Text being written; counts towards the bound of its session. */
export class Output {
  text = '';
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  write(text: string): void {
    this.#session.wrote(text.length);
    this.text += text;
  }
}

/** One template being evaluated: its variables, its program and the session it belongs to. */
export class State implements CallContext {
  readonly session: Session;
  readonly program: Program;
  /** A pass of a recursive render, where raw sections keep their tags for the passes to come. */
  readonly keepsRaw: boolean;
  readonly #context: ValueMap;
  #frame: Frame | undefined;

  constructor(session: Session, program: Program, context: ValueMap, keepsRaw = false) {
    this.session = session;
    this.program = program;
    this.#context = context;
    this.keepsRaw = keepsRaw;
  }

  get host(): EvaluationHost {
    return this.session.host;
  }

  variable(name: string): Value | undefined {
    for (let frame = this.#frame; frame !== undefined; frame = frame.parent) {
      const value = frame.variables.get(name);
      if (value !== undefined) return value;
      if (frame.sealed) return undefined;
    }
    return Object.hasOwn(this.#context, name) ? this.#context[name] : undefined;
  }

  /** `set`: in the nearest frame that has the name, else in the current one. The caller's context is never changed. */
  assign(name: string, value: Value): void {
    for (let frame = this.#frame; frame !== undefined; frame = frame.parent) {
      if (frame.sealed || frame.variables.has(name)) {
        frame.variables.set(name, value);
        return;
      }
    }
    this.#frame ??= { variables: new Map(), parent: undefined, sealed: false };
    const shadowsContext = Object.hasOwn(this.#context, name);
    (shadowsContext ? this.#outermost(this.#frame) : this.#frame).variables.set(name, value);
  }

  /** Puts a variable into the current frame, whatever stands outside. */
  put(name: string, value: Value): void {
    this.#frame?.variables.set(name, value);
  }

  /** Runs in a new frame. The outermost frame exists first, so that a `set` inside can find its way out. */
  inFrame<T>(sealed: boolean, run: () => T): T {
    this.#frame ??= { variables: new Map(), parent: undefined, sealed: false };
    const outside = this.#frame;
    this.#frame = { variables: new Map(), parent: outside, sealed };
    try {
      return run();
    } finally {
      this.#frame = outside;
    }
  }

  variables(): ValueMap {
    if (this.#frame === undefined) return this.#context;
    const seen = newMap();
    const frames: Frame[] = [];
    let sealed = false;
    for (let frame: Frame | undefined = this.#frame; frame !== undefined && !sealed; frame = frame.parent) {
      frames.unshift(frame);
      sealed = frame.sealed;
    }
    if (!sealed) for (const name of Object.keys(this.#context)) seen[name] = this.#context[name] ?? null;
    for (const frame of frames) for (const [name, value] of frame.variables) seen[name] = value;
    return seen;
  }

  render(text: string, recursive: boolean): string {
    return this.session.render(this.session, text, this.variables(), recursive);
  }

  /** The context counts as the outermost frame: a `set` of its name lasts to the end of the template. */
  #outermost(frame: Frame): Frame {
    let outer = frame;
    while (outer.parent !== undefined) outer = outer.parent;
    return outer;
  }
}
