/**
 * Seals a secret for a repository's or environment's public key, as GitHub wants it: libsodium's sealed box, base64.
 * Source: https://docs.github.com/rest/guides/encrypting-secrets-for-the-rest-api.
 */
export async function sealSecret(value: string, publicKey: string): Promise<string> {
  // The functions stand on the default export, and only once it is ready.
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  const sealed = sodium.crypto_box_seal(Buffer.from(value, 'utf8'), Buffer.from(publicKey, 'base64'));
  return Buffer.from(sealed).toString('base64');
}
