const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//;

/** What stands before `://`; undefined for a text that is no URI, or one of several lines. */
export function schemeOf(text: string): string | undefined {
  return /[\n\r]/.test(text) ? undefined : SCHEME.exec(text)?.[1];
}

/** Whether a text is an address of one of these schemes, complete or not. */
export function isAddress(text: string, schemes: Readonly<Record<string, unknown>>): boolean {
  const scheme = schemeOf(text);
  return scheme !== undefined && Object.hasOwn(schemes, scheme);
}

/** What an address lacks to be that of one object (`gs://bucket/name`); undefined where it lacks nothing. */
export function addressFault(address: string): { readonly message: string; readonly hint: string } | undefined {
  const scheme = schemeOf(address) ?? '';
  const [bucket = '', ...parts] = address.slice(scheme.length + 3).split('/');
  const name = parts.join('/');
  const shown = `expected the address of an object (${scheme}://bucket/name), got`;
  if (bucket === '' || /\s/.test(bucket)) {
    return { message: `${shown} "${address}", which has no bucket`, hint: 'write the bucket behind the two slashes' };
  }
  if (name === '') {
    return { message: `${shown} the bucket "${address}"`, hint: 'write the object’s name behind it' };
  }
  if (name.endsWith('/')) {
    return { message: `${shown} the folder "${address}"`, hint: 'write the object’s name behind it' };
  }
  return undefined;
}
