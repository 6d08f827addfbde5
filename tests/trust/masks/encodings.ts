/** A form of a secret, made without any help of what is tested. */
export interface Encoding {
  readonly label: string;
  readonly text: string;
}

/** What must not be found anywhere. */
export function encodings(secret: string): readonly Encoding[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  // Of what stands inside a longer text, the characters that depend on the secret alone.
  const inside = (before: number): string =>
    Buffer.concat([Buffer.alloc(before, 'x'), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before + 1, -1);
  const url = encodeURIComponent(secret);
  return [
    ['raw', secret],
    ['its first half', secret.slice(0, secret.length / 2)],
    ['base64', base64],
    ['base64, unpadded', base64.replace(/=+$/, '')],
    ['base64, for URLs', bytes.toString('base64url')],
    ['base64, 76 a line', base64.slice(0, 76)],
    ['base64, 64 a line', base64.slice(0, 64)],
    ['base64 after one byte', inside(1)],
    ['base64 after two bytes', inside(2)],
    ['URL', url],
    ['URL, small hexadecimal', url.replaceAll(/%../g, (escape) => escape.toLowerCase())],
    ['URL of a form', new URLSearchParams({ s: secret }).toString().slice(2)],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON twice', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['hexadecimal', bytes.toString('hex')],
    ['HEXADECIMAL', bytes.toString('hex').toUpperCase()],
    ['upper case', secret.toUpperCase()],
    ['lower case', secret.toLowerCase()],
  ].map(([label = '', text = '']) => ({ label, text }));
}
