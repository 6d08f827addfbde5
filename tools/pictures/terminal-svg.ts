import type { Screen, TextRun } from './screen.ts';

const CELL = 8.4;
const LINE = 20;
const MARGIN = 18;
const BAR = 34;
const FONT_SIZE = 14;

const background = '#0d1117';
const foreground = '#e6edf3';
/** The 16 colours of a terminal, as GitHub's dark theme has them. */
const palette = [
  '#6e7681',
  '#ff7b72',
  '#3fb950',
  '#d29922',
  '#58a6ff',
  '#bc8cff',
  '#39c5cf',
  '#b1bac4',
  '#6e7681',
  '#ffa198',
  '#56d364',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#56d4dd',
  '#f0f6fc',
] as const;

/** Draws a terminal's window as SVG. `title` stands in its bar and is the picture's text for screen readers. */
export function drawTerminal(screen: Screen, options: { readonly title: string; readonly columns: number }): string {
  const width = Math.ceil(options.columns * CELL + 2 * MARGIN);
  const height = BAR + screen.length * LINE + MARGIN;
  const title = escapeXml(options.title);
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${20 + index * 18}" cy="18" r="5.5" fill="${fill}"/>`,
  );
  const lines = screen.flatMap((runs, index) => runs.map((run) => drawRun(run, BAR + index * LINE + 16)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    `<rect width="${width}" height="${height}" rx="9" fill="${background}"/>`,
    ...dots,
    `<g font-family="ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${FONT_SIZE}" fill="${foreground}" style="white-space:pre">`,
    `<text x="${width / 2}" y="22" text-anchor="middle" font-size="12" fill="#8b949e">${title}</text>`,
    ...lines,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** `textLength` keeps the columns whatever monospaced font the reader has. */
function drawRun({ column, text, colour, bold, dim }: TextRun, y: number): string {
  const fill = colour === undefined ? '' : ` fill="${palette[colour] ?? foreground}"`;
  const weight = bold ? ' font-weight="600"' : '';
  const opacity = dim ? ' opacity="0.6"' : '';
  const x = round(MARGIN + column * CELL);
  const length = round(text.length * CELL);
  return `<text x="${x}" y="${y}" textLength="${length}"${fill}${weight}${opacity}>${escapeXml(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
