import type { DocumentPath, SourceRange } from '../../contract/source.ts';
import { checkTemplate } from '../../expressions/index.ts';
import type { BuildContext } from '../build/context.ts';

/** Reads every template of the flow and reports those that cannot be read, at their place in the file. */
export function checkTemplates(context: BuildContext): void {
  for (const site of context.templates) {
    const error = checkTemplate(site.text);
    if (error === undefined) continue;
    const finding = {
      rule: 'bad-template',
      message: error.message.replace(/ \(in `[\s\S]*` at (?:line \d+, )?column \d+\)$/, ''),
      hint: error.hint,
      // A variable that nobody renders may hold anything, so its templates are only doubtful.
      severity: site.kind === 'variable' ? ('warning' as const) : ('error' as const),
    };
    context.problems.add(finding, rangeInside(context, site, error.offset, 1), site.path);
  }
}

/** The place of a stretch of a template in the file; the whole value where the text stands elsewhere (gitphony.yaml). */
export function rangeInside(
  context: BuildContext,
  site: { text: string; path: DocumentPath },
  offset: number,
  length: number,
): SourceRange {
  const { document } = context;
  if (document.textAt(site.path) !== site.text) return document.rangeOf(site.path);
  const start = document.positionInScalar(site.path, Math.min(offset, Math.max(0, site.text.length - 1)));
  const last = document.positionInScalar(site.path, Math.max(0, Math.min(offset + length, site.text.length) - 1));
  const end = last.line === start.line ? last.offset + 1 : start.offset + 1;
  return document.range(start.offset, end);
}

/** True where the tag around an offset says itself what happens when something is missing. */
export function expectsMissing(text: string, offset: number): boolean {
  const start = Math.max(text.lastIndexOf('{{', offset), text.lastIndexOf('{%', offset), 0);
  const ends = [text.indexOf('}}', offset), text.indexOf('%}', offset)].filter((end) => end !== -1);
  const tag = text.slice(start, Math.min(...ends, text.length));
  return /\?\?|\bdefault\b|\bdefined\b|\bnull\b|\bempty\b/.test(tag);
}
