/** Near to how GitHub shows a job summary: its own style sheet is not ours to copy. */
const style = `
body { margin: 24px; font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", "Noto Color Emoji", sans-serif; color: #1f2328; background: #fff }
h2 { font-size: 21px; border-bottom: 1px solid #d1d9e0; padding-bottom: 8px; margin: 0 0 14px }
table { border-collapse: collapse; margin: 14px 0 }
th, td { border: 1px solid #d1d9e0; padding: 5px 12px }
tr:nth-child(2n) td { background: #f6f8fa }
code { font: 85% ui-monospace, "DejaVu Sans Mono", monospace; background: #eff1f3; border-radius: 6px; padding: 2px 5px }
.mermaid { border: 1px solid #d1d9e0; border-radius: 6px; padding: 10px; margin: 14px 0; text-align: center }
details { margin: 14px 0 }
`;

/** A page around a summary's HTML; its mermaid code blocks become elements that mermaid draws. */
export function summaryPage(html: string): string {
  const drawn = html.replaceAll(
    /<pre><code class="language-mermaid">([\s\S]*?)<\/code><\/pre>/g,
    '<div class="mermaid">$1</div>',
  );
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body>${drawn}</body>`;
}
