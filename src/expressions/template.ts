import { ExpressionError } from './error.ts';
import { compileProgram } from './compile/program.ts';
import type { TemplateAst } from './lang/ast.ts';
import { parseTemplate } from './lang/parse-template.ts';
import type { Program } from './runtime/state.ts';

/** A template that was read and compiled. Evaluate it as often as you like: it keeps no state. */
export interface Template {
  readonly source: string;
  readonly ast: TemplateAst;
  readonly program: Program;
}

/** Templates kept, the oldest unused ones leave first. A flow has dozens. */
const CACHE_ENTRIES = 2000;
/** Longer templates (a whole script) are compiled anew: keeping thousands of them would fill the memory. */
const CACHED_LENGTH = 64 * 1024;
const cache = new Map<string, Template>();

/**
 * Reads and compiles a template, or takes it from the cache.
 * @throws ExpressionError (EXPRESSION_SYNTAX) when it cannot be read.
 */
export function compileTemplate(source: string): Template {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const template = compile(source);
  if (source.length <= CACHED_LENGTH) {
    if (cache.size >= CACHE_ENTRIES) forgetOldest();
    cache.set(source, template);
  }
  return template;
}

function compile(source: string): Template {
  try {
    const ast = parseTemplate(source);
    return { source, ast, program: compileProgram(ast) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ExpressionError('the template is nested too deeply', {
      code: 'EXPRESSION_SYNTAX',
      source,
      offset: 0,
      cause: error,
    });
  }
}

/** Forgets the older half at once, so that a look-up need not reorder anything. */
function forgetOldest(): void {
  let left = CACHE_ENTRIES / 2;
  for (const key of cache.keys()) {
    if (left === 0) return;
    cache.delete(key);
    left -= 1;
  }
}

/** True when a text holds an expression or a tag. A text without them renders as itself. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#');
}
