import { cloudsOf } from '../src/contract/clouds-of.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { WorkflowJob } from '../src/contract/workflow-model.ts';
import type { Cloud } from '../src/contract/workload-identity.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { addressSchemes } from './address-schemes.ts';
import { reachableTasks } from './walk-flow.ts';

/** The clouds that the job shows its own token to, sorted; empty: it may ask for none. */
export type IdentityPlan = readonly Cloud[];

const names: Readonly<Record<Cloud, string>> = { aws: 'AWS', gcp: 'Google Cloud' };

/**
 * Which clouds a job has to show its token to: those that `gitphony.yaml` says a login for, and that the flow, or one that it
 * calls, has a task of which brings no key, or reads an address of without a key by default.
 */
export async function planIdentity(
  flows: readonly ReachableFlow[],
  config: ProjectConfig,
  registry: PluginRegistry,
): Promise<IdentityPlan> {
  const asked = new Set<Cloud>();
  for (const { flow, call } of flows) {
    const clouds = cloudsOf(config, flow.namespace);
    if (Object.keys(clouds).length === 0) continue;
    // A called flow's triggers start runs of its own.
    const triggers = call === undefined ? flow.triggers.filter((trigger) => !trigger.disabled) : [];
    for (const node of [...reachableTasks(flow), ...triggers]) {
      const { schema } = await registry.describe(node.type);
      for (const [property, { 'x-identity': cloud }] of Object.entries(schema.properties)) {
        if (!isCloud(cloud) || clouds[cloud] === undefined) continue;
        if (node.properties[property] === undefined || node.properties[property] === null) asked.add(cloud);
      }
    }
    for (const scheme of await addressSchemes(flow, registry, { triggers: call === undefined })) {
      const cloud = await cloudOf(scheme, flow, registry);
      if (cloud !== undefined && clouds[cloud] !== undefined) asked.add(cloud);
    }
  }
  return [...asked].toSorted();
}

/** The cloud that the flow logs in to without a key, to read addresses of a scheme. */
async function cloudOf(scheme: string, flow: Flow, registry: PluginRegistry): Promise<Cloud | undefined> {
  const reader = registry.addresses()[scheme];
  if (reader === undefined) return undefined;
  const { schema } = await registry.describe(reader.type);
  const given = flow.addressLogins?.[scheme]?.properties ?? {};
  for (const name of reader.login) {
    const cloud = schema.properties[name]?.['x-identity'];
    if (isCloud(cloud)) return given[name] === undefined ? cloud : undefined;
  }
  return undefined;
}

function isCloud(value: unknown): value is Cloud {
  return typeof value === 'string' && Object.hasOwn(names, value);
}

/** The permission to ask GitHub for a token that says which job it is. It reads and writes nothing in the repository. */
export function identityPermission(clouds: IdentityPlan): WorkflowJob['permissions'] {
  if (clouds.length === 0) return {};
  const where = clouds.map((cloud) => names[cloud]).join(' and ');
  return { 'id-token': { level: 'write', reason: `shows ${where} which job this is, instead of a key` } };
}
