import type { Value } from '../util/values.ts';

/** True for a text that is rendered before it means anything. */
export function isTemplateText(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** Whether authored texts are these names; undefined where a template decides. */
export function sameName(...pairs: readonly (readonly [Value | undefined, string])[]): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const [authored, name] of pairs) {
    if (typeof authored !== 'string' || isTemplateText(authored)) answer = undefined;
    else if (authored !== name) return false;
  }
  return answer;
}
