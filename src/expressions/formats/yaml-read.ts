import { CallFailure } from '../../contract/expression.ts';
import { Decimal } from '../../util/decimal.ts';
import { newMap, type Value } from '../../util/values.ts';
import { javaText } from '../runtime/text.ts';
import type * as yamlLibrary from 'yaml';
import type { Node } from 'yaml';

type Library = typeof yamlLibrary;
let library: Library | undefined;

/** Aliases that a document may resolve to; more is a bomb. */
const MAX_ALIASES = 100;

/** Reads one YAML document; decimals keep their kind. The library is loaded on first use: then the result is a promise. */
export function readYaml(text: string): Value | Promise<Value> {
  if (library !== undefined) return parse(library, text);
  return import('yaml').then((loaded) => {
    library = loaded;
    return parse(loaded, text);
  });
}

function parse(yaml: Library, text: string): Value {
  const document = yaml.parseDocument(text, { intAsBigInt: true, maxAliasCount: MAX_ALIASES } as never);
  const [error] = document.errors;
  if (error !== undefined) throw new CallFailure(`Invalid yaml: ${error.message}`, { cause: error });
  let aliases = 0;
  const convert = (node: unknown): Value => {
    if (yaml.isAlias(node)) {
      aliases += 1;
      const target: Node | undefined = node.resolve(document);
      if (target === undefined || aliases > MAX_ALIASES)
        throw new CallFailure(`Invalid yaml: expected at most ${MAX_ALIASES} known aliases`);
      return convert(target);
    }
    if (yaml.isMap(node)) {
      const map = newMap();
      for (const { key, value } of node.items) map[keyText(convert(key))] = convert(value);
      return map;
    }
    if (yaml.isSeq(node)) return node.items.map(convert);
    return yaml.isScalar(node) ? scalarOf(node.value) : null;
  };
  return convert(document.contents);
}

function keyText(key: Value): string {
  return javaText(key);
}

function scalarOf(value: unknown): Value {
  if (typeof value === 'bigint')
    return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number') return new Decimal(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
