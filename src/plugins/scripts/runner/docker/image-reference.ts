/** Docker Hub's key in a Docker configuration. */
const HUB = 'https://index.docker.io/v1/';

/** The registry of an image, as a Docker configuration names it: what stands before the first `/`, if that is a host. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  if (rest.length === 0 || !(first.includes('.') || first.includes(':') || first === 'localhost')) return HUB;
  return first === 'docker.io' || first === 'index.docker.io' ? HUB : first;
}

/** The key under which a configuration holds the credentials of a registry that somebody named. */
export function registryKey(registry: string): string {
  const host = registry.replace(/^https?:\/\//u, '').replace(/\/.*$/u, '');
  return host === 'docker.io' || host === 'index.docker.io' || host === 'registry-1.docker.io' ? HUB : host;
}
