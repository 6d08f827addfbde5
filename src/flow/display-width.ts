const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]/u;
const zero = /^[\p{Mark}\p{Format}\p{Control}]$/u;
/** Made on first use: it costs milliseconds, and most texts are ASCII. */
let segmenter: Intl.Segmenter | undefined;

/** Columns of a terminal that a text takes up: 2 for East Asian and emoji, 0 for marks. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (wide.test(segment) || segment.includes('\u{FE0F}')) width += 2;
    else if (!zero.test(segment)) width += 1;
  }
  return width;
}

/** Spaces as wide as a text; its tabs stay, so that what follows lines up whatever a tab's width. */
export function blankCopy(text: string): string {
  return text
    .split('\t')
    .map((part) => ' '.repeat(displayWidth(part)))
    .join('\t');
}
