import { describe, expect, it } from 'vitest';
import { parseFlow } from '../flow/index.ts';
import { builtinRegistry } from './registry.ts';

const definitions = await Promise.all(builtinRegistry.names().map(({ type }) => builtinRegistry.load(type)));

describe.each(definitions)('$type', (definition) => {
  it('has a title, described properties and an example', () => {
    expect(definition.title).toMatch(/^[A-Z].*\.$/u);
    expect(definition.examples.length).toBeGreaterThan(0);
    const undescribed = Object.entries(definition.properties.properties).filter(
      ([, { description, enum: choices }]) => description === undefined && choices === undefined,
    );
    expect(undescribed.map(([name]) => name)).toEqual([]);
  });

  it.each(definition.examples)('example is valid: $title', async ({ title, code }) => {
    const bytes = Buffer.from(code);
    const { flow, problems } = await parseFlow({ file: `${title}.yaml`, bytes }, { registry: builtinRegistry });
    const wrong = problems.filter(({ severity }) => severity !== 'notice');
    expect(wrong.map(({ message, range }) => `${range.start.line}: ${message}`)).toEqual([]);
    expect(flow).toBeDefined();
  });
});

it('shows each type in one of its own examples', () => {
  const silent = definitions.filter(
    ({ type, examples }) => !examples.some(({ code }) => code.includes(`type: ${type}`)),
  );
  expect(silent.map(({ type }) => type)).toEqual([]);
});
