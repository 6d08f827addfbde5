import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import type { EngineHost } from '../../src/contract/engine-host.ts';
import { ExpressionError } from '../../src/expressions/index.ts';
import { renderOutside } from '../../src/engine/index.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { defaultConfig } from '../../src/project/config.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import { parseJson, printJson } from '../../src/util/json.ts';
import { isMap, type Value, type ValueMap } from '../../src/util/values.ts';
import type { CommandModule, ExitCode } from '../command.ts';

const help = `
Examples:
  gitphony render "{{ 7 / 2 }}"
  gitphony render "{{ inputs.name | upper }}" --context context.json
  printf '%s\\n' '{"template":"{{ inputs.n + 1 }}","context":{"inputs":{"n":1}}}' | gitphony render --jsonl

With --jsonl each line of stdin {"template", "context"} becomes a line {"result"} or {"error"} on stdout.`;

interface RenderOptions {
  readonly context?: string;
  readonly namespace: string;
  readonly jsonl?: boolean;
}

/** `gitphony render`. */
export const renderCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[template]', 'the text with expressions; default: stdin')
      .option('--context <file>', 'a JSON object with the variables')
      .option('-n, --namespace <namespace>', 'the namespace for kv() and read()', 'default')
      .option('--jsonl', 'one template a line, in and out')
      .addHelpText('after', help)
      .action(async (template: string | undefined, options: RenderOptions) =>
        finish(await (options.jsonl === true ? renderLines(options) : renderOne(template, options))),
      );
  },
};

async function openHost(): Promise<EngineHost> {
  // Settings say nothing about expressions: a fault in them is no reason not to evaluate one.
  const root = findProjectRoot(process.cwd());
  const project = { root, repository: root, config: defaultConfig, registry: builtinRegistry };
  return createEngineHost(project, { readOnly: true });
}

async function renderOne(template: string | undefined, options: RenderOptions): Promise<ExitCode> {
  const text = template ?? (await readAll(process.stdin));
  const context = options.context === undefined ? {} : await readContext(options.context);
  const host = await openHost();
  let result: string;
  try {
    result = await renderOutside(text, context, options.namespace, host);
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause;
    throw new UsageError(cause.code, cause.message, { cause, hint: cause.hint });
  }
  process.stdout.write(template === undefined ? result : `${result}\n`);
  return 0;
}

async function readContext(file: string): Promise<ValueMap> {
  try {
    return asContext(parseJson(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError('RENDER_CONTEXT', `expected a JSON object of variables in ${file}: ${reason}`, { cause });
  }
}

async function renderLines(options: RenderOptions): Promise<ExitCode> {
  const host = await openHost();
  for await (const line of linesOf(process.stdin)) {
    if (line.trim() === '') continue;
    const answer = await renderLine(line, options.namespace, host);
    if (!process.stdout.write(`${printJson(answer)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return 0;
}

/** Lines end with a line feed only: readline would also end them at U+2028, which JSON allows inside a text. */
async function* linesOf(stream: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

async function renderLine(line: string, namespace: string, host: EngineHost): Promise<ValueMap> {
  try {
    const request = asContext(parseJson(line));
    const template = request['template'];
    if (typeof template !== 'string') throw new UsageError('RENDER_LINE', 'expected a text under "template"');
    return { result: await renderOutside(template, asContext(request['context'] ?? {}), namespace, host) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function asContext(value: Value): ValueMap {
  if (isMap(value)) return value;
  throw new UsageError('RENDER_CONTEXT', 'expected a JSON object of variables');
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
