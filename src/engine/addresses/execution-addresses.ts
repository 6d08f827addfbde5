import { join } from 'node:path';
import type { AddressContext, AddressScheme } from '../../contract/address-scheme.ts';
import type { EngineHost } from '../../contract/engine-host.ts';
import { GitphonyError } from '../../contract/errors.ts';
import type { Flow, RunnerNode } from '../../contract/flow.ts';
import type { AddressType, PluginRegistry } from '../../contract/registry.ts';
import type { ExecutionInfo } from '../../contract/run-context.ts';
import { schemeOf } from '../../util/object-address.ts';
import type { RenderTemplate } from '../properties/compile-value.ts';
import { locateInFlow } from '../properties/locate.ts';
import { type PropertyPlan, planProperties } from '../properties/property-plan.ts';
import { AddressCopies } from './address-copies.ts';
import { AddressView } from './address-view.ts';

/** The execution that reads addresses. */
export interface AddressScene {
  readonly host: Pick<EngineHost, 'registry' | 'temporaryDirectory'>;
  readonly info: ExecutionInfo;
  readonly flow: Pick<Flow, 'addressLogins' | 'file'>;
  readonly flowText: string;
}

/** The properties that a task was given. One that has all that a login takes reads addresses as whom it is itself. */
export interface GivenLogin {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How the objects behind addresses are read in one execution: as whom, and where their copies lie. */
export class ExecutionAddresses {
  readonly #scene: AddressScene;
  readonly #copies: AddressCopies;
  readonly #plans = new Map<string, Promise<PropertyPlan>>();

  constructor(scene: AddressScene) {
    this.#scene = scene;
    this.#copies = new AddressCopies(join(scene.host.temporaryDirectory, scene.info.id, 'addresses'));
  }

  /** Who reads addresses of which scheme. */
  get types(): Readonly<Record<string, AddressType>> {
    return this.#scene.host.registry.addresses();
  }

  /** What one attempt or call sees. The login is rendered with its variables. */
  view(context: AddressContext, render: RenderTemplate, given?: GivenLogin): AddressView {
    const open = async (address: string) => {
      const scheme = schemeOf(address) ?? '';
      const { type, login: names } = this.#typeOf(scheme);
      const [reader, properties] = await Promise.all([
        readerOf(this.#scene.host.registry, type),
        given !== undefined && names.every((name) => Object.hasOwn(given.schema, name))
          ? given.properties
          : this.#defaults(scheme, render, (secret) => context.mask(secret)),
      ]);
      return { reader, login: pick(properties, names) };
    };
    return new AddressView(this.#copies, open, context);
  }

  /** What plugin defaults say of the type that reads a scheme. */
  async #defaults(scheme: string, render: RenderTemplate, onSecret: (text: string) => void) {
    const node = this.#scene.flow.addressLogins?.[scheme];
    if (node === undefined || this.types[scheme]?.login.length === 0) return {};
    const plan = this.#plans.get(scheme) ?? this.#plan(node);
    this.#plans.set(scheme, plan);
    return (await plan).resolve(render, onSecret);
  }

  async #plan(node: RunnerNode): Promise<PropertyPlan> {
    const { host, flow, flowText } = this.#scene;
    const owner = {
      label: `pluginDefaults of ${node.type}`,
      file: flow.file,
      path: node.path,
      locate: (path: RunnerNode['path']) => locateInFlow(flowText, path),
    };
    return planProperties(node, await host.registry.describe(node.type), owner, { isPart: true });
  }

  #typeOf(scheme: string): AddressType {
    const type = Object.hasOwn(this.types, scheme) ? this.types[scheme] : undefined;
    if (type === undefined) throw new Error(`nobody reads ${scheme}://`);
    return type;
  }
}

async function readerOf(registry: PluginRegistry, type: string): Promise<AddressScheme> {
  const definition = await registry.load(type);
  if (definition.kind === 'task' && definition.addresses !== undefined) return definition.addresses;
  throw new GitphonyError('WRONG_KIND', `expected a task that reads addresses, got the ${definition.kind} ${type}`);
}

function pick(properties: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]),
  );
}
