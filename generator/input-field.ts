import type { InputNode } from '../src/contract/flow.ts';
import type { DispatchInput } from '../src/contract/workflow-model.ts';
import { unsetChoice } from '../src/util/dispatch-fields.ts';
import { printJson } from '../src/util/json.ts';
import { isMap, unwrap, type Value } from '../src/util/values.ts';
import type { NamePlan } from './plan-names.ts';

/** What decides an input's field beside the input itself. */
export interface InputUse {
  /** A trigger sets this input: an untouched field must not win over the trigger's value. */
  readonly setByTrigger: boolean;
  readonly names: NamePlan;
}

/** The form field of an input. Values are checked again at run time, against the flow. */
export function inputField(input: InputNode, use: InputUse): DispatchInput {
  const base = { description: describe(input), required: isRequired(input, use) };
  const choices = closedChoices(input);
  switch (input.type) {
    case 'SECRET':
      // Never the secret itself: what is typed into a form stays readable in the run's event.
      return { ...base, type: 'choice', options: use.names.secrets, default: input.id };
    case 'BOOL':
    case 'BOOLEAN':
      return needsUnset(input, use)
        ? { ...base, type: 'choice', options: [unsetChoice, 'true', 'false'], default: unsetChoice }
        : { ...base, type: 'boolean', ...defaultOf(input) };
    case 'SELECT':
      if (choices === undefined) return { ...base, type: 'string', ...defaultOf(input, use) };
      return needsUnset(input, use)
        ? { ...base, type: 'choice', options: [unsetChoice, ...choices], default: unsetChoice }
        : { ...base, type: 'choice', options: choices, ...choiceDefault(input, choices) };
    case 'INT':
    case 'FLOAT':
      return { ...base, type: 'number', ...defaultOf(input, use) };
    default:
      return { ...base, type: 'string', ...defaultOf(input, use) };
  }
}

function isRequired(input: InputNode, use: InputUse): boolean {
  return input.required && input.defaults === undefined && !use.setByTrigger && input.type !== 'SECRET';
}

/** A box or a list always has a value: where "none" means something else, it needs an entry of its own. */
function needsUnset(input: InputNode, use: InputUse): boolean {
  const hasTemplate = isTemplateText(input.defaults);
  return use.setByTrigger || hasTemplate || (!input.required && input.defaults === undefined);
}

/** A default that is a template is rendered at run time; an untouched field leaves it to the flow. */
function defaultOf(input: InputNode, use?: InputUse): { default?: string | number | boolean } {
  const value = input.defaults;
  if (value === undefined || value === null || use?.setByTrigger === true || isTemplateText(value)) return {};
  const plain = unwrap(value);
  if (typeof plain === 'boolean' || typeof plain === 'number') return { default: plain };
  const text = textOf(value);
  return { default: input.type === 'BOOL' || input.type === 'BOOLEAN' ? text.toLowerCase() === 'true' : text };
}

function choiceDefault(input: InputNode, choices: readonly string[]): { default?: string } {
  const value = input.defaults;
  const text = value === undefined || value === null ? undefined : textOf(value);
  return text !== undefined && choices.includes(text) ? { default: text } : {};
}

/** The values of a SELECT that takes no others; undefined where they are computed or free. */
function closedChoices(input: InputNode): readonly string[] | undefined {
  const values = listedValues(input);
  const isOpen = values.length === 0 || input.properties['allowCustomValue'] === true;
  return isOpen || values.some((value) => isTemplateText(value) || value === unsetChoice) ? undefined : values;
}

function listedValues(input: InputNode): readonly string[] {
  const values = input.properties['values'] ?? input.properties['options'];
  return Array.isArray(values) ? values.map((value) => textOf(isMap(value) ? (value['value'] ?? null) : value)) : [];
}

function describe(input: InputNode): string {
  const parts = [input.displayName ?? input.description ?? input.id];
  const values = listedValues(input);
  if (input.type === 'SECRET') parts.push('the name of a secret, not its value');
  else if (input.type === 'MULTISELECT') parts.push(`a JSON list of ${values.join(', ')}`);
  else if (input.type === 'ARRAY') parts.push('a JSON list');
  else if (input.type === 'SELECT' && values.length > 0 && closedChoices(input) === undefined) {
    parts.push(`one of ${values.join(', ')} or another value`);
  } else if (hint[input.type] !== undefined) parts.push(hint[input.type] ?? '');
  if (input.defaults !== undefined && isTemplateText(input.defaults)) parts.push(`default ${textOf(input.defaults)}`);
  return parts.map(oneLine).join('; ');
}

/** How a typed text is read, where the type leaves room for doubt. */
const hint: Readonly<Partial<Record<InputNode['type'], string>>> = {
  DATE: 'e.g. 2019-01-31',
  TIME: 'e.g. 09:30:00',
  DATETIME: 'e.g. 2019-01-31T09:30:00Z',
  DURATION: 'e.g. PT1H30M',
  JSON: 'JSON',
  YAML: 'YAML',
  FILE: 'a file of this repository, by its path, or an address such as gs://bucket/name',
};

function textOf(value: Value): string {
  return typeof value === 'string' ? value : printJson(value);
}

/** True for flows' templates, and so for what GitHub would take for an expression of its own. */
function isTemplateText(value: Value | undefined): boolean {
  return typeof value === 'string' && /\{\{|\{%/.test(value);
}

/** One line, and no expression of GitHub's, whatever an author writes. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll('${{', '$ {{');
}
