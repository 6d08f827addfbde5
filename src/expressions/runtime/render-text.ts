import { CallFailure } from '../../contract/expression.ts';
import type { ValueMap } from '../../util/values.ts';
import type { Session } from './session.ts';
import { Output, State, type Program } from './state.ts';

/** Passes of a recursive render until it must have come to rest. */
const MAX_PASSES = 100;
const RAW_SECTION = /\{%-*\s*raw\s*-*%\}(.*?)\{%-*\s*endraw\s*-*%\}/g;

/** Renders a text once, or again and again until it no longer changes. Raw sections lose their tags at the very end. */
export function renderText(
  compile: (source: string) => Program,
  session: Session,
  text: string,
  context: ValueMap,
  recursive: boolean,
): string {
  if (!text.includes('{')) return text;
  let current = text;
  for (let pass = 0; ; pass += 1) {
    if (pass > MAX_PASSES) {
      throw new CallFailure(`expected the text to come to rest within ${MAX_PASSES} renders`, {
        hint: 'a variable that holds its own expression never does; use renderOnce()',
      });
    }
    const rendered = renderOnce(compile(current), session, context);
    if (!recursive || rendered === current || !rendered.includes('{')) return withoutRawTags(rendered);
    current = rendered;
  }
}

function renderOnce(program: Program, session: Session, context: ValueMap): string {
  return session.nested(() => {
    const state = new State(session, program, context, true);
    const output = new Output(session);
    program.body(state, output);
    return output.text;
  });
}

/** Takes the tags off raw sections that came through. */
export function withoutRawTags(text: string): string {
  return text.includes('{%') && text.includes('endraw') ? text.replace(RAW_SECTION, (_, inner: string) => inner) : text;
}
