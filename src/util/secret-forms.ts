/**
 * Shorter texts are not masked: `1`, `on` or `{` would blacken half the log and the record, and hide nothing.
 * Whoever hands out secrets warns below six characters.
 */
const MIN_SECRET = 3;
/** Forms that follow from a secret (a line, a JSON leaf, an encoding) must be long enough to mean it. */
const MIN_DERIVED = 6;

/**
 * Every text by which a secret may turn up in logs and records: raw, trimmed, each line, the texts inside it where it
 * is JSON; each of these JSON-escaped, URL-encoded, HTML-escaped, quoted for a shell, in base64 (also as a part of a longer text, so at
 * all three alignments, plain and URL-safe, and broken into lines), hexadecimal, and in upper and lower case.
 */
export function secretForms(secret: string): ReadonlySet<string> {
  const raw = new Set<string>();
  if (secret.length >= MIN_SECRET) raw.add(secret);
  const trimmed = secret.trim();
  if (trimmed.length >= MIN_SECRET) raw.add(trimmed);
  for (const line of trimmed.split(/\r?\n|\r/)) if (line.trim().length >= MIN_DERIVED) raw.add(line.trim());
  for (const leaf of jsonLeaves(trimmed)) {
    if (leaf.length >= MIN_DERIVED) raw.add(leaf);
    for (const line of leaf.split(/\r?\n|\r/)) if (line.trim().length >= MIN_DERIVED) raw.add(line.trim());
  }
  const forms = new Set(raw);
  for (const text of raw) {
    for (const form of encodings(text)) if (form.length >= MIN_DERIVED) forms.add(form);
  }
  return forms;
}

function* encodings(text: string): Iterable<string> {
  const escaped = JSON.stringify(text).slice(1, -1);
  yield escaped;
  yield JSON.stringify(escaped).slice(1, -1);
  // As Python and many others write it.
  yield escaped.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  yield text.replaceAll("'", String.raw`'\''`);
  yield text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
  yield text.toUpperCase();
  yield text.toLowerCase();
  // Half a surrogate pair has no URL encoding.
  if (!/\p{Surrogate}/u.test(text)) {
    for (const form of urlForms(text)) {
      yield form;
      yield form.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
    }
  }
  const bytes = Buffer.from(text);
  yield bytes.toString('hex');
  yield bytes.toString('hex').toUpperCase();
  const base64 = bytes.toString('base64');
  yield base64;
  for (const length of lineLengths) yield* linesOf(base64, length);
  for (const aligned of alignedBase64(bytes)) {
    yield aligned;
    yield aligned.replaceAll('+', '-').replaceAll('/', '_');
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Programs break base64 after so many characters: base64 and MIME after 76, PEM after 64. */
const lineLengths = [76, 64];

/** The lines of a text that is broken. */
function* linesOf(text: string, length: number): Iterable<string> {
  if (text.length <= length) return;
  for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length);
}

/** Programs differ in what they leave as it is: `!'()*` of JavaScript, `/` in a path, `+` for a blank in a form. */
function* urlForms(text: string): Iterable<string> {
  const encoded = encodeURIComponent(text);
  const strict = encoded.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  for (const form of [encoded, strict]) {
    yield form;
    yield form.replaceAll('%20', '+');
    yield form.replaceAll('%2F', '/');
  }
  yield encodeURI(text);
  yield new URLSearchParams({ '': text }).toString().slice(1);
}

/** Base64 of the bytes when 0, 1 or 2 others stand before them: only the characters that depend on these bytes alone. */
function* alignedBase64(bytes: Buffer): Iterable<string> {
  for (let before = 0; before < 3; before += 1) {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = before === 0 ? 0 : before + 1;
    const partial = (before + bytes.length) % 3 === 0 ? 0 : 1;
    yield padded.slice(start, padded.length - partial);
  }
}

function* jsonLeaves(text: string): Iterable<string> {
  if (!text.startsWith('{') && !text.startsWith('[')) return;
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    // Not JSON, though it begins like it: the text itself and its lines are masked.
    return;
  }
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') yield value;
    else if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
  }
}
