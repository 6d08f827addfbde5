import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Value, ValueMap } from '../../util/values.ts';
import { newMap } from '../../util/values.ts';
import type { Finding } from '../problem-list.ts';
import { plainScalar } from './plain-scalar.ts';

/** Most values that aliases may add to a document when each is counted as often as it is used. */
export const MAX_ALIASED_VALUES = 10_000;

/** What comes of a document's nodes. */
export interface Conversion {
  readonly value: Value;
  /** Where each alias points. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

interface Converted {
  readonly value: Value;
  readonly size: number;
}

type Report = (finding: Finding, node: Node) => void;

/** Turns nodes into values: YAML 1.1 scalars, merge keys, aliases (each value shared, their number limited). */
export function convertNode(root: Node, report: Report): Conversion {
  const anchors = new Map<string, Converted & { readonly node: Node }>();
  const targets = new Map<Alias, Node>();
  let aliased = 0;

  const convert = (node: Node | null): Converted => {
    if (node === null) return { value: null, size: 1 };
    if (isAlias(node)) return resolve(node);
    const converted = isMap(node) ? convertMap(node) : isSeq(node) ? convertList(node) : convertScalar(node);
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, { ...converted, node });
    return converted;
  };

  const resolve = (alias: Alias): Converted => {
    const target = anchors.get(alias.source);
    if (target === undefined) {
      report(
        {
          rule: 'unknown-alias',
          message: `expected an anchor "&${alias.source}" before this alias, got none`,
          hint: `if a text is meant, put it in quotes: "*${alias.source}"`,
        },
        alias,
      );
      return { value: null, size: 1 };
    }
    targets.set(alias, target.node);
    aliased += target.size;
    if (aliased > MAX_ALIASED_VALUES) {
      if (aliased - target.size <= MAX_ALIASED_VALUES)
        report(
          {
            rule: 'alias-expansion',
            message: `expected aliases that stand for at most ${MAX_ALIASED_VALUES} values in all, got more`,
          },
          alias,
        );
      return { value: null, size: 1 };
    }
    return { value: target.value, size: target.size };
  };

  const convertList = (node: YAMLSeq): Converted => {
    checkTag(node, report);
    const items = node.items.map((item) => convert(isPair(item) ? null : (item as Node | null)));
    return { value: items.map((item) => item.value), size: items.reduce((sum, item) => sum + item.size, 1) };
  };

  const convertMap = (node: YAMLMap): Converted => {
    checkTag(node, report);
    const map = newMap();
    const merged: ValueMap[] = [];
    const seen = new Map<string, Node>();
    let size = 1;
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const converted = convert(pair.value);
      size += converted.size + 1;
      if (isMergeKey(pair.key)) {
        merged.push(...mergeSources(converted.value, pair.key, report));
        continue;
      }
      const key = keyText(pair, report);
      if (key === undefined) continue;
      if (seen.has(key))
        report(
          {
            rule: 'duplicate-key',
            message: `expected each key once in a map, got "${key}" again`,
            hint: 'delete one of the two',
          },
          pair.key,
        );
      seen.set(key, pair.key);
      map[key] = converted.value;
    }
    // A template without quotes: told above, and no map was meant.
    if (node.items.length === 1 && isMap(node.items[0]?.key)) return { value: '', size: 1 };
    for (const source of merged) {
      for (const [key, value] of Object.entries(source)) if (!Object.hasOwn(map, key)) map[key] = value;
    }
    return { value: map, size };
  };

  const convertScalar = (node: Scalar): Converted => {
    const text = scalarText(node);
    const tag = node.tag;
    if (tag === undefined || tag === '') return { value: node.type === 'PLAIN' ? plainScalar(text) : text, size: 1 };
    if (tag === 'tag:yaml.org,2002:str' || tag === '!') return { value: text, size: 1 };
    const known = ['int', 'float', 'bool', 'null', 'timestamp'].some((name) => tag === `tag:yaml.org,2002:${name}`);
    if (!known) checkTag(node, report);
    return { value: plainScalar(text), size: 1 };
  };

  return { value: convert(root).value, targets };
}

/** The text of a map's key; keys are texts, whatever they look like. */
export function keyOf(key: unknown): string | undefined {
  return isScalar(key) ? scalarText(key) : undefined;
}

/** True for the key `<<` of YAML 1.1, which takes over another map's entries. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}

function keyText(pair: Pair<Node, Node | null>, report: Report): string | undefined {
  const key = keyOf(pair.key);
  if (key !== undefined && key !== '') return key;
  if (isMap(pair.key)) {
    report(
      {
        rule: 'unquoted-template',
        message: 'expected a value, got a map as the key of a map',
        hint: 'put a value with a template in quotes: key: "{{ … }}"',
      },
      pair.key,
    );
    return undefined;
  }
  report({ rule: 'bad-key', message: 'expected a text as key', hint: 'write key: value' }, pair.key);
  return undefined;
}

function mergeSources(value: Value, key: Node, report: Report): ValueMap[] {
  const list = Array.isArray(value) ? value : [value];
  const maps = list.filter(
    (item): item is ValueMap => typeof item === 'object' && item !== null && Object.getPrototypeOf(item) === null,
  );
  if (maps.length !== list.length)
    report({ rule: 'wrong-type', message: 'expected a map, or a list of maps, to merge by "<<"' }, key);
  return maps;
}

function scalarText(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? '');
}

function checkTag(node: Node, report: Report): void {
  const tag = 'tag' in node ? node.tag : undefined;
  if (typeof tag !== 'string' || tag === '' || /^tag:yaml\.org,2002:(?:map|seq)$/.test(tag)) return;
  report(
    {
      rule: 'unknown-tag',
      message: `expected no tag, or one of !!str, !!int, !!float, !!bool, !!null, got "${tag}"`,
      hint: 'delete the tag',
    },
    node,
  );
}
