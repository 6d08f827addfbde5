import type { DocumentPath, Problem, SourcePosition } from '../contract/source.ts';
import type { State } from '../contract/states.ts';
import { isMap, newMap, ownEntry, unwrap, type Value, type ValueMap } from '../util/values.ts';
import { type Finding, ProblemList } from '../flow/problem-list.ts';
import { describeValue, textOf } from '../flow/plain.ts';
import { explainViolations } from '../flow/violations.ts';
import { readDocument } from '../flow/yaml/read-document.ts';
import type { YamlDocument } from '../flow/yaml/yaml-document.ts';
import { plainText } from './operators.ts';
import { readAssertion } from './read-assertion.ts';
import { type FixtureState, schemas, type SuitePart } from './schema.ts';
import type { Fixtures, TaskFixture, TestCase, TestSuite } from './suite.ts';

/** A suite file, read and judged. */
export interface ParsedSuite {
  /** Undefined where there are errors. */
  readonly suite?: TestSuite;
  readonly problems: readonly Problem[];
  readonly text: string;
  /** Adds what only the flow tells (unknown tasks, …). */
  readonly report: (finding: Finding, path: DocumentPath) => Problem;
}

/** Reads a file of unit tests. Finds every problem at once, throws for none of them. */
export async function parseSuite(source: { readonly file: string; readonly bytes: Uint8Array }): Promise<ParsedSuite> {
  const problems = new ProblemList(source.file);
  const { text, document, lines } = readDocument(source.bytes, problems);
  const suite = document === undefined ? undefined : await new SuiteReader(document, problems).read(source.file);
  const start = { start: lines.position(0), end: lines.position(0) };
  return {
    ...(suite === undefined || problems.hasErrors ? {} : { suite }),
    problems: problems.sorted().map(inWordsOfSuites),
    text,
    report: (finding, path) => ({
      severity: 'error',
      rule: finding.rule,
      message: finding.message,
      file: source.file,
      range: document?.rangeOf(path) ?? start,
      ...(finding.hint === undefined ? {} : { hint: finding.hint }),
    }),
  };
}

/** The reader of YAML speaks of flows, for they are what it mostly reads. */
function inWordsOfSuites(problem: Problem): Problem {
  if (problem.rule !== 'empty-file' && problem.rule !== 'several-documents') return problem;
  const { hint: _, ...rest } = problem;
  const message = problem.message.replace(/(a|one) flow/, '$1 test suite');
  return {
    ...rest,
    message,
    hint: 'a suite needs id, namespace, flowId and testCases, each suite in a file of its own',
  };
}

class SuiteReader {
  readonly #document: YamlDocument;
  readonly #problems: ProblemList;

  constructor(document: YamlDocument, problems: ProblemList) {
    this.#document = document;
    this.#problems = problems;
  }

  async read(file: string): Promise<TestSuite | undefined> {
    const raw = this.#document.value;
    if (!isMap(raw)) {
      const message = `expected a test suite (a map with id, namespace, flowId and testCases), got ${describeValue(raw)}`;
      this.#problems.add({ rule: 'wrong-type', message }, this.#document.rangeOf([]));
      return undefined;
    }
    await this.#judge('suite', raw, []);
    const disabled = raw['disabled'] === true;
    const description = textOf(raw, 'description');
    return {
      id: textOf(raw, 'id') ?? '',
      namespace: textOf(raw, 'namespace') ?? '',
      flowId: textOf(raw, 'flowId') ?? '',
      ...(description === undefined ? {} : { description }),
      testCases: await this.#cases(raw, disabled),
      file,
    };
  }

  async #cases(raw: ValueMap, disabled: boolean): Promise<TestCase[]> {
    const cases: TestCase[] = [];
    const ids = new Set<string>();
    for (const [path, entry] of this.#maps(raw, 'testCases', [])) {
      await this.#judge('testCase', entry, path);
      const id = textOf(entry, 'id') ?? '';
      if (ids.has(id)) this.#add('duplicate-id', `the suite has another test case "${id}"`, [...path, 'id']);
      ids.add(id);
      cases.push(await this.#case(entry, path, disabled));
    }
    return cases;
  }

  async #case(raw: ValueMap, path: DocumentPath, disabled: boolean): Promise<TestCase> {
    const assertions = [];
    for (const [at, entry] of this.#maps(raw, 'assertions', path)) {
      await this.#judge('assertion', entry, at);
      const assertion = readAssertion(entry, (...steps) => this.#position([...at, ...steps]));
      if (assertion.checks.length === 0)
        this.#add('missing-property', 'the assertion compares with nothing', at, 'add equalTo: or another operator');
      assertions.push(assertion);
    }
    const expectedState = textOf(raw, 'expectedState') as State | undefined;
    if (assertions.length === 0 && expectedState === undefined)
      this.#add('missing-property', 'the test case asserts nothing', path, 'add assertions: or expectedState:');
    const description = textOf(raw, 'description');
    return {
      id: textOf(raw, 'id') ?? '',
      ...(description === undefined ? {} : { description }),
      disabled: disabled || raw['disabled'] === true,
      fixtures: await this.#fixtures(raw, path),
      assertions,
      ...(expectedState === undefined ? {} : { expectedState }),
      position: this.#position(path),
    };
  }

  async #fixtures(testCase: ValueMap, above: DocumentPath): Promise<Fixtures> {
    const path = [...above, 'fixtures'];
    const raw = mapAt(testCase, 'fixtures');
    await this.#judge('fixtures', raw, path);
    const tasks: TaskFixture[] = [];
    for (const [at, entry] of this.#maps(raw, 'tasks', path)) {
      await this.#judge('taskFixture', entry, at);
      const id = textOf(entry, 'id') ?? '';
      if (tasks.some((other) => other.id === id))
        this.#add('duplicate-id', `the task "${id}" has a fixture already`, at);
      const description = textOf(entry, 'description');
      tasks.push({
        id,
        ...(description === undefined ? {} : { description }),
        outputs: mapAt(entry, 'outputs'),
        state: (textOf(entry, 'state') ?? 'SUCCESS') as FixtureState,
      });
    }
    const trigger = ownEntry(raw, 'trigger');
    const files = Object.entries(mapAt(raw, 'files')).map(([name, text]) => [name, plainText(text)] as const);
    return {
      inputs: mapAt(raw, 'inputs'),
      files: Object.fromEntries(files),
      tasks,
      ...(isMap(trigger) ? { trigger: await this.#trigger(trigger, [...path, 'trigger']) } : {}),
    };
  }

  async #trigger(raw: ValueMap, path: DocumentPath): Promise<NonNullable<Fixtures['trigger']>> {
    await this.#judge('triggerFixture', raw, path);
    const type = textOf(raw, 'type');
    return {
      id: textOf(raw, 'id') ?? '',
      ...(type === undefined ? {} : { type }),
      variables: mapAt(raw, 'variables'),
    };
  }

  /** The maps of a list with their paths; what is none was told of by the schema of what is around. */
  #maps(raw: ValueMap, name: string, path: DocumentPath): [DocumentPath, ValueMap][] {
    const list = ownEntry(raw, name);
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry, index) => (isMap(entry) ? [[[...path, name, index], entry] as const] : [])) as [
      DocumentPath,
      ValueMap,
    ][];
  }

  async #judge(part: SuitePart, raw: ValueMap, path: DocumentPath): Promise<void> {
    const validators = await import('./generated/validators.js');
    const value = unwrap(raw);
    const known = Object.keys(schemas[part].properties);
    const explained = explainViolations(validators[part](value), { value, name: nouns[part], known });
    for (const { finding, path: below, atKey } of explained) {
      const at = [...path, ...below];
      this.#problems.add(finding, atKey ? this.#document.keyRangeOf(at) : this.#document.rangeOf(at), at);
    }
  }

  #add(rule: string, message: string, path: DocumentPath, hint?: string): void {
    this.#problems.add({ rule, message, hint }, this.#document.rangeOf(path), path);
  }

  #position(path: DocumentPath): SourcePosition {
    return this.#document.keyRangeOf(path).start;
  }
}

const nouns: Readonly<Record<SuitePart, string>> = {
  suite: 'a test suite',
  testCase: 'a test case',
  fixtures: 'fixtures',
  taskFixture: 'the fixture of a task',
  triggerFixture: 'the fixture of the trigger',
  assertion: 'an assertion',
};

function mapAt(raw: ValueMap, name: string): ValueMap {
  const value: Value | undefined = ownEntry(raw, name);
  return isMap(value) ? value : newMap();
}
