/** CRC32C's polynomial, lowest bit first. Source: RFC 3720, B.4 */
const POLYNOMIAL = 0x82f63b78;
/** x to the power of 0 and of 8 in the same order of bits. */
const ONE = 0x80000000;
const ONE_BYTE = 0x00800000;

/** A piece of content and its CRC32C in base64, as Cloud Storage writes it. */
export interface Piece {
  readonly size: number;
  readonly crc32c: string;
}

/** The CRC32C of all pieces behind one another, from theirs alone: nothing is read again. */
export function joinCrc32c(pieces: Iterable<Piece>): string {
  let whole = 0;
  for (const { size, crc32c } of pieces) {
    const own = Buffer.from(crc32c, 'base64').readUInt32BE();
    // What comes before is moved up by as many zero bytes as the piece has; remainders add up by XOR.
    whole = (multiply(whole, shiftBy(size)) ^ own) >>> 0;
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(whole);
  return bytes.toString('base64');
}

/** x to the power of 8 × `bytes`, modulo the polynomial, by squaring. */
function shiftBy(bytes: number): number {
  let power = ONE;
  // Numbers of bytes are beyond 32 bits: no shifts here.
  for (let [rest, square] = [bytes, ONE_BYTE]; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(power, square);
    square = multiply(square, square);
  }
  return power;
}

/** Multiplies two polynomials over GF(2), modulo ours. */
function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  }
  return product >>> 0;
}
