import { CallFailure, defineFunction } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { optionalBoolean, optionalText, requiredText } from '../support/expect.ts';
import { unavailable } from '../support/unavailable.ts';

function found(value: Value | undefined, key: string, namespace: string | undefined, errorOnMissing: boolean): Value {
  if (value !== undefined && value !== null) return value;
  if (!errorOnMissing) return null;
  throw new CallFailure(
    `The key '${key}' does not exist in ${namespace === undefined ? "the flow's namespace" : `the namespace '${namespace}'`}`,
    {
      hint: `set it (gitphony kv set ${key} VALUE -n ${namespace ?? 'NAMESPACE'}; on GitHub with --github, or as a repository variable), or ask with errorOnMissing=false and \`??\``,
    },
  );
}

export const kvFunction = defineFunction({
  name: 'kv',
  doc: 'A value of the KV store.',
  arguments: [
    { name: 'key', doc: 'The key.' },
    { name: 'namespace', doc: "Another namespace; the flow's own by default." },
    { name: 'errorOnMissing', doc: 'False: null for a missing key; true by default.' },
  ],
  effect: 'io',
  run(args, call) {
    const key = requiredText(args, 'key');
    const namespace = optionalText(args, 'namespace');
    const errorOnMissing = optionalBoolean(args, 'errorOnMissing') ?? true;
    if (call.host.kv === undefined) return unavailable('kv');
    const answer = call.host.kv(key, namespace, errorOnMissing);
    return answer instanceof Promise
      ? answer.then((value) => found(value, key, namespace, errorOnMissing))
      : found(answer, key, namespace, errorOnMissing);
  },
});
