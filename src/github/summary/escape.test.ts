import { expect, it } from 'vitest';
import { codeCell, codeSpan, escapeMarkdown, escapeMessage, mermaidLabel } from './escape.ts';

it.each([
  ['ends no table cell', 'a | b', 'a &#124; b'],
  ['opens no tag', '<img src=x onerror=y>', '&#60;img src=x onerror=y&#62;'],
  ['makes no link or image', '![x](y)', '&#33;&#91;x&#93;&#40;y&#41;'],
  ['opens no code', 'a `b` ```c', 'a &#96;b&#96; &#96;&#96;&#96;c'],
  ['is no expression of GitHub’s', '${{ secrets.X }}', '&#36;&#123;&#123; secrets.X &#125;&#125;'],
  ['makes no heading', '# x', '&#35; x'],
  ['stays on its line', 'a\nb\r\nc\rd', 'a<br>b<br>c<br>d'],
  ['does not make entities', '&lt;', '&#38;lt;'],
  ['makes no address a link', 'https://a.example www.b.example c@d', 'https&#58;//a.example www&#46;b.example c&#64;d'],
  ['emphasises nothing', '_a_ b_c **d**', '&#95;a&#95; b_c &#42;&#42;d&#42;&#42;'],
  ['drops control characters', 'a\u001b[31mb', 'a &#91;31mb'],
])('%s', (_name, text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

it('escapes inside of code as well, for Markdown goes on in there', () => {
  expect(codeCell('a`b|![c](d)')).toBe('<code>a&#96;b&#124;&#33;&#91;c&#93;&#40;d&#41;</code>');
});

it('puts plain names between backticks, other texts into a tag', () => {
  expect(codeSpan('every-month_1.x')).toBe('`every-month_1.x`');
  expect(codeSpan('a`b')).toBe('<code>a&#96;b</code>');
});

it('leaves mermaid nothing but letters, digits and a few signs', () => {
  expect(mermaidLabel('a"]; click b`<br>\nend')).toBe('a#34;#93;#59; click b#96;#60;br#62;#10;end');
});

it('shortens a label before it is escaped, so that no entity is cut', () => {
  expect(mermaidLabel('"'.repeat(500))).toMatch(/^(#34;){59}#8230;$/);
});

it.each([
  [
    'Unable to find `trigger` (in `{{ x }}`)',
    'Unable to find <code>trigger</code> &#40;in <code>&#123;&#123; x &#125;&#125;</code>&#41;',
  ],
  ['a ` alone | `', 'a <code> alone &#124; </code>'],
  ['one ` and <b>', 'one &#96; and &#60;b&#62;'],
  ['not `over\nlines`', 'not &#96;over<br>lines&#96;'],
])('shows code in the message %j as code', (text, expected) => {
  expect(escapeMessage(text)).toBe(expected);
});
