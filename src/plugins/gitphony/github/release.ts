import { fixed, Type } from '../../../contract/schema.ts';
import { defineTrigger } from '../../../contract/trigger.ts';
import { isWaitedFor, payloadAt, textAt, variablesOf } from '../../../plugin-kit/event-payload.ts';

const defaultTypes = ['published'] as const;

/** Runs the flow when a release is published or changed. */
export const release = defineTrigger({
  type: 'gitphony.github.Release',
  title: 'Runs the flow when a release is published or changed.',
  description: 'GitHub only: a trigger of our own, which no Kestra server knows.',
  properties: Type.Object({
    types: Type.Optional(
      fixed(
        Type.Array(
          Type.Union([
            Type.Literal('published'),
            Type.Literal('created'),
            Type.Literal('edited'),
            Type.Literal('deleted'),
            Type.Literal('prereleased'),
            Type.Literal('released'),
            Type.Literal('unpublished'),
          ]),
          { minItems: 1, description: 'What has to happen. Default: published.' },
        ),
      ),
    ),
  }),
  variables: Type.Object({
    action: Type.String({ description: 'What happened, e.g. published.' }),
    tag: Type.String({ description: 'Its tag.' }),
    name: Type.String({ description: 'Its title.' }),
    prerelease: Type.Boolean({ description: 'Whether it is marked as a pre-release.' }),
    author: Type.String({ description: 'Who made it.' }),
    url: Type.String({ description: 'Its page.' }),
  }),
  strangerText: ['tag', 'name'],
  examples: [
    {
      title: 'After a release',
      code: `id: on_release
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "Released {{ trigger.tag }}"
triggers:
  - id: event
    type: gitphony.github.Release
`,
    },
  ],
  toWorkflow: ({ types = [...defaultTypes] }) => ({ release: { types } }),
  fromEvent({ name, payload }, { types = [...defaultTypes] }, node) {
    if (name !== 'release' || !isWaitedFor(payload, types)) return undefined;
    const variables = variablesOf({
      action: textAt(payload, 'action'),
      tag: textAt(payload, 'release', 'tag_name'),
      name: textAt(payload, 'release', 'name'),
      prerelease: payloadAt(payload, 'release', 'prerelease') === true,
      author: textAt(payload, 'release', 'author', 'login'),
      url: textAt(payload, 'release', 'html_url'),
    });
    return { id: node.id, type: node.type, variables };
  },
});
