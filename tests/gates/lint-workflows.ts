import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import type { AllowedFinding } from '../../generator/allowed-findings.ts';
import { languageServicePath, projectRoot, toolPath } from '../support/tool-paths.ts';

/** What a checker says against a workflow file. */
export interface Finding {
  readonly tool: AllowedFinding['tool'];
  readonly rule: string;
  readonly message: string;
  /** Relative to the checkout where it lies inside. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Runs actionlint, zizmor (offline, its strictest persona) and GitHub's language service over workflow files.
 * Local actions (`./action`) and reusable workflows are looked up in the files' own repository.
 *
 * @throws Error when a checker is not installed or breaks down
 */
export async function lintWorkflows(files: readonly string[]): Promise<readonly Finding[]> {
  const paths = files.map((file) => resolve(projectRoot, file));
  if (paths.length === 0) return [];
  const findings = await Promise.all([runActionlint(paths), runZizmor(paths), runLanguageService(paths)]);
  return findings.flat().map((finding) => ({ ...finding, file: displayPath(finding.file) }));
}

/** The findings that no entry allows. */
export function withoutAllowed(findings: readonly Finding[], allowed: readonly AllowedFinding[]): readonly Finding[] {
  return findings.filter((finding) => !allowed.some((entry) => isAllowedBy(finding, entry)));
}

/** Whether an entry speaks of this finding. */
export function isAllowedBy({ tool, rule, message }: Finding, entry: AllowedFinding): boolean {
  return entry.tool === tool && entry.rule === rule && entry.matches.test(message);
}

/** One line a finding, as compilers print them. */
export function describeFinding({ tool, rule, message, file, line }: Finding): string {
  return `${file}:${line}: ${tool} ${rule}: ${message}`;
}

function displayPath(file: string): string {
  const inside = relative(projectRoot, file);
  return inside.startsWith('..') ? file : inside;
}

interface ActionlintError {
  readonly message: string;
  readonly filepath: string;
  readonly line: number;
  readonly kind: string;
}

async function runActionlint(files: readonly string[]): Promise<readonly Finding[]> {
  // shellcheck and pyflakes run only where they happen to be installed: off, so that results do not depend on the machine.
  const options = ['-format', '{{json .}}', '-no-color', '-shellcheck=', '-pyflakes='];
  const { stdout } = await runChecker('actionlint', [...options, ...files], [0, 1]);
  const errors = (JSON.parse(stdout) ?? []) as readonly ActionlintError[];
  return errors.map(({ message, filepath, line, kind }) => {
    return { tool: 'actionlint', rule: kind, message, file: resolve(projectRoot, filepath), line };
  });
}

interface ZizmorFinding {
  readonly ident: string;
  readonly desc: string;
  readonly locations: readonly {
    readonly symbolic: {
      readonly key: { readonly Local?: { readonly verbatim_path: string } };
      readonly annotation: string;
      readonly kind: string;
    };
    readonly concrete: {
      readonly feature: string;
      readonly location: { readonly start_point: { readonly row: number } };
    };
  }[];
}

async function runZizmor(files: readonly string[]): Promise<readonly Finding[]> {
  // Exit codes from 10 up tell the worst severity found (https://docs.zizmor.sh/usage/#exit-codes).
  const found = [0, 10, 11, 12, 13, 14];
  const options = ['--offline', '--persona=auditor', '--format=json', '--quiet', '--no-progress', '--no-config'];
  const { stdout } = await runChecker('zizmor', [...options, ...files], found);
  return (JSON.parse(stdout) as readonly ZizmorFinding[]).map(describeZizmorFinding);
}

function describeZizmorFinding({ ident, desc, locations }: ZizmorFinding): Finding {
  const location = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
  const { symbolic, concrete } = location ?? {};
  const source = concrete?.feature.trim().split('\n')[0] ?? '';
  return {
    tool: 'zizmor',
    rule: ident,
    message: `${desc}: ${symbolic?.annotation ?? ''}: ${source}`,
    file: resolve(projectRoot, symbolic?.key.Local?.verbatim_path ?? ''),
    line: (concrete?.location.start_point.row ?? 0) + 1,
  };
}

async function runChecker(
  tool: 'actionlint' | 'zizmor',
  args: readonly string[],
  goodCodes: readonly number[],
): Promise<{ stdout: string }> {
  const { exitCode, stdout, stderr } = await execa(toolPath(tool), args, { cwd: projectRoot, reject: false });
  if (exitCode === undefined || !goodCodes.includes(exitCode))
    throw new Error(`${tool} broke down (exit code ${exitCode}): ${stderr}`);
  return { stdout };
}

interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

interface LanguageService {
  readonly validate: (document: object) => Promise<readonly Diagnostic[]>;
  readonly TextDocument: { readonly create: (uri: string, language: string, version: number, text: string) => object };
}

async function runLanguageService(files: readonly string[]): Promise<readonly Finding[]> {
  const { validate, TextDocument } = createRequire(import.meta.url)(languageServicePath()) as LanguageService;
  const findings = files.map(async (file): Promise<readonly Finding[]> => {
    const document = TextDocument.create(pathToFileURL(file).href, 'yaml', 1, await readFile(file, 'utf8'));
    const diagnostics = await validate(document);
    return diagnostics.map(({ message, range }) => {
      return { tool: 'languageservice', rule: 'diagnostic', message, file, line: range.start.line + 1 };
    });
  });
  return (await Promise.all(findings)).flat();
}
