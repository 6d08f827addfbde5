import { expect, it } from 'vitest';
import { registryKey, registryOf } from './image-reference.ts';

const hub = 'https://index.docker.io/v1/';

it.each([
  ['ubuntu', hub],
  ['library/ubuntu:24.04', hub],
  ['docker.io/library/ubuntu', hub],
  ['ghcr.io/kestra-io/pydata:latest', 'ghcr.io'],
  ['localhost/tool', 'localhost'],
  ['localhost:5000/tool:1', 'localhost:5000'],
  ['europe-docker.pkg.dev/p/r/tool@sha256:0', 'europe-docker.pkg.dev'],
])('%s comes from %s', (image, registry) => expect(registryOf(image)).toBe(registry));

it.each([
  ['ghcr.io', 'ghcr.io'],
  ['https://ghcr.io/', 'ghcr.io'],
  ['docker.io', hub],
  ['https://index.docker.io/v1/', hub],
])('the credentials of %s stand under %s', (registry, key) => expect(registryKey(registry)).toBe(key));
