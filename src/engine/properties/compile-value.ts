import { compileTemplate, isTemplate, type Template } from '../../expressions/index.ts';
import { isMap, newMap, type Value } from '../../util/values.ts';

/** Renders a compiled template with a task's variables. */
export type RenderTemplate = (template: Template) => Promise<string>;

/** A value whose templates are compiled once; rendering fills in their texts. */
export type CompiledValue = (render: RenderTemplate) => Promise<Value>;

/** Compiles every template inside a value, map keys too; undefined where there is none, so that the value can be used as it is. */
export function compileValue(value: Value): CompiledValue | undefined {
  if (typeof value === 'string') {
    if (!isTemplate(value)) return undefined;
    const template = compileTemplate(value);
    return (render) => render(template);
  }
  if (Array.isArray(value)) return compileList(value);
  return isMap(value) ? compileMap(value) : undefined;
}

function compileList(list: readonly Value[]): CompiledValue | undefined {
  const items = list.map(compileValue);
  if (items.every((item) => item === undefined)) return undefined;
  return async (render) => {
    const rendered: Value[] = [];
    for (const [index, item] of items.entries())
      rendered.push(item === undefined ? (list[index] ?? null) : await item(render));
    return rendered;
  };
}

function compileMap(map: Readonly<Record<string, Value>>): CompiledValue | undefined {
  const entries = Object.entries(map).map(([key, value]) => ({
    key,
    value,
    compiledKey: isTemplate(key) ? compileTemplate(key) : undefined,
    compiled: compileValue(value),
  }));
  if (entries.every((entry) => entry.compiledKey === undefined && entry.compiled === undefined)) return undefined;
  return async (render) => {
    const rendered = newMap();
    for (const { key, value, compiledKey, compiled } of entries) {
      const name = compiledKey === undefined ? key : await render(compiledKey);
      rendered[name] = compiled === undefined ? value : await compiled(render);
    }
    return rendered;
  };
}
