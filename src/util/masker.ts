import { firstOf } from './first-of.ts';
import { secretForms } from './secret-forms.ts';
import { Decimal } from './decimal.ts';
import type { Value } from './values.ts';

/** What stands in a secret's place. */
export const MASK = '******';

/** Takes secrets out of texts and values. */
export interface Masker {
  /** Adds a secret, in all its forms (secret-forms.ts). Answers false where it is too short to be masked. */
  add(secret: string): boolean;
  /** The text with every secret replaced; the same string where there is none. */
  mask(text: string): string;
  /** The value with every text in it masked, map keys too; the same object where nothing changed. */
  maskValue<T extends Value>(value: T): T;
  /** For a text that comes in pieces: secrets across their borders are found. */
  stream(): MaskStream;
}

/** A text in pieces. What could be the beginning of a secret is held back until the next piece decides. */
export interface MaskStream {
  push(piece: string): string;
  /** What was held back. */
  end(): string;
}

/** Makes a masker that knows these secrets. Cheap until a secret is added; then one search over the text for all of them. */
export function createMasker(secrets: Iterable<string> = []): Masker {
  const added = new Set<string>();
  const forms = new Set<string>();
  let matcher: Matcher | undefined;

  const add = (secret: string): boolean => {
    if (added.has(secret)) return true;
    const more = secretForms(secret);
    if (more.size === 0) return false;
    added.add(secret);
    for (const form of more) forms.add(form);
    matcher = undefined;
    return true;
  };
  const current = (): Matcher | undefined => {
    if (forms.size === 0) return undefined;
    matcher ??= compile([...forms]);
    return matcher;
  };
  const mask = (text: string): string => replaceRanges(text, current()?.find(text) ?? []);
  for (const secret of secrets) add(secret);
  return {
    add,
    mask,
    maskValue: (value) => (forms.size === 0 ? value : (maskDeep(value, mask) as typeof value)),
    stream: () => createStream(current),
  };
}

/** A stretch of a text: from, to (not included). */
type Range = readonly [number, number];

interface Matcher {
  /** Where secrets stand, in order; overlapping ones are one range. */
  find(text: string): readonly Range[];
  /** Where a secret may begin that the text does not end; its length where there is none. */
  openAt(text: string): number;
  /** Characters of the longest form. */
  readonly longest: number;
}

function compile(forms: readonly string[]): Matcher {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  const longest = longestFirst[0]?.length ?? 0;
  // Inside a look-ahead, so that a secret which begins in the middle of another is found too; longest first, for the
  // first alternative that fits is taken.
  const pattern = new RegExp(`(?=(${longestFirst.map(escapeRegExp).join('|')}))`, 'g');
  // Most texts hold no secret, and this tells it some times quicker than the pattern would.
  const first = firstOf(longestFirst);
  return {
    longest,
    find(text) {
      const ranges: [number, number][] = [];
      pattern.lastIndex = first(text);
      if (pattern.lastIndex === -1) return ranges;
      for (const match of text.matchAll(pattern)) {
        const end = match.index + (match[1]?.length ?? 0);
        const last = ranges.at(-1);
        if (last === undefined || match.index >= last[1]) ranges.push([match.index, end]);
        else last[1] = Math.max(last[1], end);
      }
      return ranges;
    },
    openAt(text) {
      for (let index = Math.max(0, text.length - longest + 1); index < text.length; index += 1) {
        const rest = text.slice(index);
        if (longestFirst.some((form) => form.length > rest.length && form.startsWith(rest))) return index;
      }
      return text.length;
    },
  };
}

function replaceRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let result = '';
  let copied = 0;
  for (const [start, end] of ranges) {
    result += text.slice(copied, start) + MASK;
    copied = end;
  }
  return result + text.slice(copied);
}

/** A secret that repeats itself could be held back without end; past this many times its length, what is found is masked. */
const PATIENCE = 8;

function createStream(matcher: () => Matcher | undefined): MaskStream {
  let held = '';
  return {
    push(piece) {
      const text = held + piece;
      held = '';
      const active = matcher();
      if (active === undefined) return text;
      const ranges = active.find(text);
      const cut = cutBefore(active.openAt(text), ranges);
      if (text.length - cut > PATIENCE * active.longest) return replaceRanges(text, ranges);
      held = text.slice(cut);
      return replaceRanges(
        text.slice(0, cut),
        ranges.filter(([, end]) => end <= cut),
      );
    },
    end() {
      const rest = held;
      held = '';
      return replaceRanges(rest, matcher()?.find(rest) ?? []);
    },
  };
}

/** A found secret in which another one may begin is not cut: the next piece decides about both. */
function cutBefore(open: number, ranges: readonly Range[]): number {
  const across = ranges.find(([start, end]) => start < open && open < end);
  return across === undefined ? open : across[0];
}

/**
 * The address of a stored file is made of ids that stand in the open; a mask in it (a user name like `gitphony`) would
 * only lose the file for a resumed run.
 */
const STORAGE_URI = /^kestra:\/\/\/[\w./-]+$/;

function maskDeep(value: Value, mask: (text: string) => string): Value {
  if (typeof value === 'string') return STORAGE_URI.test(value) ? value : mask(value);
  if (typeof value !== 'object' || value === null || value instanceof Decimal) return value;
  if (Array.isArray(value)) {
    const list = value.map((item) => maskDeep(item, mask));
    return list.some((item, index) => item !== value[index]) ? list : value;
  }
  const entries = Object.entries(value).map(([key, entry]): [string, Value] => [mask(key), maskDeep(entry, mask)]);
  const changed = entries.some(([key, entry]) => !Object.hasOwn(value, key) || value[key] !== entry);
  return changed ? Object.fromEntries<Value>(entries) : value;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
