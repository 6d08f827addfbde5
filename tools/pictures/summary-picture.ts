import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { postgresSecrets } from '../../src/services/postgres.ts';
import { ROOT } from '../demo/gitphony.ts';
import { loadPackage, resolveInside } from './packages.ts';
import type { Stage } from './stage.ts';
import { summaryPage } from './summary-page.ts';

const flow = 'flows/taxi.yaml';
/** What GitHub gives a summary on a laptop's screen. */
const viewport = { width: 980, height: 800 };

interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[] }): Promise<{
      newPage(options: { viewport: typeof viewport; deviceScaleFactor: number }): Promise<{
        setContent(html: string): Promise<void>;
        addScriptTag(options: { path: string }): Promise<unknown>;
        evaluate(script: string): Promise<unknown>;
        screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>;
      }>;
      close(): Promise<void>;
    }>;
  };
}

type MarkdownIt = new (options: { html: boolean }) => { render(markdown: string): string };

/** Runs the action as a runner would, and pictures the job summary that it wrote, in a real browser. */
export async function takeSummaryPicture(stage: Stage): Promise<void> {
  const markdown = await runAction(stage);
  const MarkdownRenderer = loadPackage('markdown-it') as MarkdownIt;
  const html = summaryPage(new MarkdownRenderer({ html: true }).render(markdown));
  const { chromium } = loadPackage('playwright-core') as Playwright;
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1.25 });
    await page.setContent(html);
    await page.addScriptTag({ path: resolveInside('mermaid/dist/mermaid.min.js') });
    await page.evaluate("mermaid.initialize({startOnLoad: false}); mermaid.run({querySelector: '.mermaid'})");
    await page.screenshot({ path: join(ROOT, 'docs', 'images', 'summary.png'), fullPage: true });
  } finally {
    await browser.close();
  }
}

/** The action's bundle with a dispatch event; answers the Markdown of its step summary. */
async function runAction({ folder, postgres }: Stage): Promise<string> {
  const runner = join(folder, '.runner');
  const summary = join(runner, 'summary.md');
  const event = join(runner, 'event.json');
  await mkdir(runner, { recursive: true });
  // Outside the checkout the bundle must run without the project's node_modules.
  await cp(join(ROOT, 'action'), join(runner, 'action'), { recursive: true });
  await writeFile(summary, '');
  await writeFile(join(runner, 'output'), '');
  await writeFile(join(runner, 'state'), '');
  await writeFile(event, JSON.stringify({ inputs: { taxi: 'green' }, repository: { private: true } }));
  const secrets = Object.entries(postgresSecrets(postgres)).map(([name, value]) => [`GITPHONY_SECRET_${name}`, value]);
  await execa('node', [join(runner, 'action', 'dist', 'main.js')], {
    cwd: folder,
    env: {
      ...Object.fromEntries(secrets),
      GITHUB_WORKSPACE: folder,
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_EVENT_PATH: event,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: join(runner, 'output'),
      GITHUB_STATE: join(runner, 'state'),
      GITHUB_REPOSITORY: 'octo/my-pipelines',
      GITHUB_RUN_ID: '1',
      GITHUB_JOB: 'run',
      RUNNER_TEMP: runner,
      INPUT_FLOW: flow,
      INPUT_MODE: 'run',
    },
  });
  return readFile(summary, 'utf8');
}
