/** An action by commit, with the version that stands as a comment behind it. */
export interface ActionPin {
  readonly action: string;
  readonly version: string;
}

/** Every action of others that generated workflows and our own CI use; the only place to raise a version. */
export const pins = {
  checkout: { action: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  setupNode: { action: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0' },
  setupBun: { action: 'oven-sh/setup-bun@0c5077e51419868618aeaa5fe8019c62421857d6', version: 'v2.2.0' },
  setupDeno: { action: 'denoland/setup-deno@667a34cdef165d8d2b2e98dde39547c9daac7282', version: 'v2.0.4' },
} as const satisfies Readonly<Record<string, ActionPin>>;
