/** The key pair that secrets are sealed for (https://docs.github.com/rest/guides/encrypting-secrets-for-the-rest-api). */
export interface SealedBox {
  readonly keyId: string;
  /** Base64. */
  readonly publicKey: string;
  /** Undefined where the text was not sealed for this key. */
  readonly open: (sealed: string) => string | undefined;
}

export async function createSealedBox(): Promise<SealedBox> {
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return {
    keyId: '568250167242549743',
    publicKey: Buffer.from(publicKey).toString('base64'),
    open(sealed) {
      try {
        const opened = sodium.crypto_box_seal_open(Buffer.from(sealed, 'base64'), publicKey, privateKey);
        return Buffer.from(opened).toString('utf8');
      } catch {
        // The library throws for whatever is no box of this key.
        return undefined;
      }
    },
  };
}
