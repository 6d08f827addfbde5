/** The extension of a stored file with its dot, such as `.csv`; `otherwise` where it has none. */
export function extensionOf(uri: string, otherwise: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot === -1 || dot === name.length - 1 ? otherwise : name.slice(dot);
}

/** An extension as people write it, with or without the dot; empty for none. */
export function withDot(extension: string): string {
  return extension === '' || extension.startsWith('.') ? extension : `.${extension}`;
}
