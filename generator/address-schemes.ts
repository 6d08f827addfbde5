import type { Flow, RunnerNode } from '../src/contract/flow.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import { sinks } from './free-text/text-sinks.ts';
import {
  type FlowText,
  reachableTasks,
  reachableTexts,
  settingTexts,
  taskTexts,
  triggerTexts,
  variableTexts,
} from './walk-flow.ts';

interface AddressOptions {
  /** Whether its own triggers count. Default true. */
  readonly triggers?: boolean;
  /** All of its texts, where the caller has them already. */
  readonly texts?: readonly FlowText[];
}

/**
 * Schemes of the addresses (`gs`) that a flow reads without a task of that cloud: those that stand in its texts. Where such an address comes from
 * outside only, nobody can tell when the workflow is written.
 */
export async function addressSchemes(
  flow: Flow,
  registry: PluginRegistry,
  { triggers = true, texts: all = [...reachableTexts(flow, { triggers })] }: AddressOptions = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [scheme, { login }] of Object.entries(registry.addresses())) {
    if (!all.some(({ text }) => text.includes(`${scheme}://`))) continue;
    const holds = holder(`${scheme}://`);
    const others = [...settingTexts(flow)];
    const nodes = [...reachableTasks(flow), ...(triggers ? flow.triggers.filter(({ disabled }) => !disabled) : [])];
    for (const node of nodes) {
      const texts = 'children' in node ? [...taskTexts(node)] : [...triggerTexts(node)];
      // It is nobody's but its own: a task of that cloud reads addresses as whom it is itself.
      const mayCount = texts.some(holds) || texts.some(usesVariables);
      if (mayCount && !(await logsInItself(node.type, login, registry))) others.push(...texts);
    }
    if (others.some(holds) || (others.some(usesVariables) && [...variableTexts(flow)].some(holds))) found.push(scheme);
  }
  return found;
}

/** The logins by which a flow reads the addresses in it. */
export function addressLogins({ addressLogins: logins = {} }: Flow, schemes: readonly string[]): readonly RunnerNode[] {
  return schemes.flatMap((scheme) => logins[scheme] ?? []);
}

async function logsInItself(type: string, login: readonly string[], registry: PluginRegistry): Promise<boolean> {
  const { schema } = await registry.describe(type);
  return login.every((name) => Object.hasOwn(schema.properties, name));
}

/** Whether a text holds an address that we read: in a script or in SQL it is for other tools, but for one in a template. */
function holder(beginning: string): (text: FlowText) => boolean {
  return ({ text, path }) => {
    if (!text.includes(beginning) || path.includes('description')) return false;
    const isCode = path.some((step) => ['script', 'sql'].includes(sinks[String(step)] ?? ''));
    return !isCode || [...text.matchAll(/\{[{%].*?[}%]\}/gs)].some(([template]) => template.includes(beginning));
  };
}

function usesVariables({ text }: FlowText): boolean {
  return /\bvars\b/.test(text);
}
