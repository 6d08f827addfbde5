/** Largest flow file that is read, in bytes. Kestra's own default limit for a request is of the same order. */
export const MAX_FLOW_BYTES = 10 * 1024 * 1024;

/** A file's text, or why it is none. `offset` is in the text read so far. */
export type Decoded =
  | { readonly text: string }
  | { readonly rule: string; readonly message: string; readonly hint: string; readonly before: string };

/** Reads bytes as UTF-8. A UTF-8 byte order mark is skipped (editors on Windows write it); anything else is refused. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_FLOW_BYTES) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    return refuse(
      'file-too-large',
      `expected a file of at most ${MAX_FLOW_BYTES / 1024 / 1024} MiB, got ${size} MiB`,
      'keep data and long scripts in files of their own (namespace-files/) and read them from the flow',
    );
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse('not-utf-8', 'expected UTF-8 text, got UTF-16', 'save the file as UTF-8');
  }
  try {
    return check(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const readable = new TextDecoder('utf-8').decode(bytes);
    const bad = readable.indexOf('\u{FFFD}');
    return {
      ...refuse('not-utf-8', 'expected UTF-8 text, got bytes that are none', 'save the file as UTF-8'),
      before: bad === -1 ? readable : readable.slice(0, bad),
    };
  }
}

function check(text: string): Decoded {
  // YAML 1.2, 5.1: these characters may not stand in a document, so they must be named here.
  // oxlint-disable-next-line no-control-regex
  const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.exec(text);
  if (control === null && text.includes('\r') && !text.includes('\n')) {
    return refuse(
      'bad-line-ends',
      'expected lines that end with LF or CRLF, got CR alone',
      'save the file with LF line ends',
    );
  }
  if (control === null) return { text };
  const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    ...refuse(
      'bad-character',
      `expected text, got the control character U+${code}`,
      'delete it, or write it as an escape in double quotes',
    ),
    before: text.slice(0, control.index),
  };
}

function refuse(rule: string, message: string, hint: string): Exclude<Decoded, { text: string }> {
  return { rule, message, hint, before: '' };
}
