import pc from 'picocolors';

/** Colour functions for a stream: none in a pipe or where NO_COLOR is set; always where FORCE_COLOR is set. */
export function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(usesColour(stream));
}

/** Whether text for this stream is coloured. Conventions: no-color.org, force-color.org. */
export function usesColour(stream: NodeJS.WriteStream): boolean {
  if (process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '') return false;
  if (process.env['FORCE_COLOR'] !== undefined && process.env['FORCE_COLOR'] !== '0') return true;
  // In a pipe Node leaves it undefined, which its types do not tell.
  const { isTTY }: { readonly isTTY?: boolean } = stream;
  return (isTTY ?? false) && process.env['TERM'] !== 'dumb';
}
