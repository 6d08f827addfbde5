import type { TemplateAst } from '../lang/ast.ts';
import type { CompiledMacro, Program, Render } from '../runtime/state.ts';
import { BodyCompiler } from './body.ts';

/** Compiles a template to closures: its body, its macros and its blocks. */
export function compileProgram(ast: TemplateAst): Program {
  const compiler = new BodyCompiler(ast.source);
  const macros = new Map<string, CompiledMacro>();
  for (const [name, macro] of ast.macros) {
    const parameters = macro.parameters.map((parameter) => ({
      name: parameter.name,
      fallback: parameter.fallback === undefined ? undefined : compiler.expressions.compile(parameter.fallback),
    }));
    macros.set(name, { parameters, body: compiler.compile(macro.body) });
  }
  const blocks = new Map<string, Render>();
  for (const [name, block] of ast.blocks) blocks.set(name, compiler.compile(block.body));
  return { source: ast.source, body: compiler.compile(ast.body), macros, blocks };
}
