import { copyFile, stat } from 'node:fs/promises';
import type { AddressScheme } from '../contract/address-scheme.ts';
import type { PluginRegistry } from '../contract/registry.ts';
import { schemeOf } from '../util/object-address.ts';

/** Local files that stand for objects, by address. */
export type FixtureObjects = ReadonlyMap<string, string>;

/**
 * A registry whose objects are those of fixtures, without a login. Of a scheme that has one, no other object is there: a test must not depend
 * on what lies in a cloud.
 */
export function withObjects(registry: PluginRegistry, objects: FixtureObjects): PluginRegistry {
  const schemes = new Set([...objects.keys()].map(schemeOf));
  const read = Object.entries(registry.addresses());
  const addresses = Object.fromEntries(
    read.map(([scheme, reader]) => [scheme, schemes.has(scheme) ? { ...reader, login: [] } : reader]),
  );
  return {
    names: () => registry.names(),
    resolve: (name) => registry.resolve(name),
    describe: (type) => registry.describe(type),
    addresses: () => addresses,
    async load(type) {
      const definition = await registry.load(type);
      if (definition.kind !== 'task' || definition.addresses === undefined) return definition;
      if (!schemes.has(definition.addresses.scheme)) return definition;
      return { ...definition, addresses: fixtureReader(definition.addresses, objects) };
    },
  };
}

function fixtureReader({ scheme, deletedBy }: AddressScheme, objects: FixtureObjects): AddressScheme {
  const pathOf = (address: string): string => objects.get(address) ?? '';
  return {
    scheme,
    deletedBy,
    login: [],
    async look(address) {
      return objects.has(address) ? { size: (await stat(pathOf(address))).size, version: 'fixture' } : undefined;
    },
    async fetch(address, _found, path) {
      await copyFile(pathOf(address), path);
      return 'fetched';
    },
  };
}
