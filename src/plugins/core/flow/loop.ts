import { defineFlowable, type FlowableScope, worstState } from '../../../contract/flowable.ts';
import { fixed, selfRendered, taskList, Type } from '../../../contract/schema.ts';
import { isFailure, type TerminalState } from '../../../contract/states.ts';
import { isTruthy } from '../../../plugin-kit/is-truthy.ts';
import { type Value, type ValueMap } from '../../../util/values.ts';
import { itemVariables, type LoopItem, openItems } from './loop-items.ts';
import { type DeclaredOutput, storeOutputs, turnOutputs } from './loop-outputs.ts';

/** Runs its tasks once for each value, each turn for itself: the loop of Kestra 2.0. */
export const loop = defineFlowable({
  type: 'io.kestra.plugin.core.flow.Loop',
  title: 'Run tasks once for each value, each turn with outputs of its own (Kestra 2.0).',
  description:
    'All tasks of a turn, those in blocks too, read `item.value` (a text: maps and lists are JSON, read them by `fromJson`), ' +
    '`item.index` (from 0), `item.key` (of a map), and of loops around `item.parent.value`, `item.parents[1].value` ….\n\n' +
    'A turn sees the outputs of the tasks before the loop and its own (`outputs.load.uri`, without the value as a key). What ' +
    'tasks behind the loop are to see is declared in `outputs`, and read by `loopOutputs(outputs.loop.outputs, "id")` or as ' +
    '`outputs.loop.outputs[0].outputs.id`. `errors` run in the turn that failed, `finally` once, behind the loop.',
  properties: Type.Object({
    values: selfRendered(
      Type.Unsafe<Value>({
        description:
          'A list, a map, a template that renders to the JSON of one, or to the URI of a stored file: then a turn for each ' +
          'line (JSON or plain text), read as the loop goes on.',
      }),
    ),
    concurrencyLimit: fixed(
      Type.Optional(
        Type.Integer({
          minimum: 0,
          default: 1,
          description: 'How many turns run at once; 1: one after another, 0: all (of a file’s lines 256).',
        }),
      ),
    ),
    transmitFailed: fixed(
      Type.Optional(
        Type.Boolean({
          default: true,
          description:
            'Whether a failing turn ends the loop and fails it; if not, the other turns run and it succeeds.',
        }),
      ),
    ),
    outputs: selfRendered(
      Type.Optional(
        Type.Array(
          Type.Object(
            {
              id: Type.String({ minLength: 1 }),
              type: Type.String({ minLength: 1 }),
              value: Type.Unknown(),
              required: Type.Optional(Type.Boolean({ default: true })),
              displayName: Type.Optional(Type.String()),
              description: Type.Optional(Type.String()),
            },
            { additionalProperties: false },
          ),
          {
            description:
              'What tasks behind the loop see of each turn: `id`, `type` and `value`, as the outputs of a flow.',
          },
        ),
      ),
    ),
    fetchType: fixed(
      Type.Optional(
        Type.Union([Type.Literal('AUTO'), Type.Literal('FETCH'), Type.Literal('STORE')], {
          default: 'AUTO',
          description:
            'FETCH: the outputs of the turns are held in the execution. STORE: each turn’s go to a stored file, and its `uri` ' +
            'stands in their place. AUTO: STORE where the values come from a file, else FETCH.',
        }),
      ),
    ),
    breakWhen: selfRendered(
      Type.Optional(
        Type.Union([Type.String(), Type.Boolean()], {
          description:
            'Rendered behind each turn; where it holds, no other begins. Sees `item`, `iteration.state` and `iteration.outputs`.',
        }),
      ),
    ),
    tasks: { ...taskList({ description: 'The tasks of a turn, in order.' }), minItems: 1 },
  }),
  outputs: Type.Object({
    iterationCount: Type.Integer({ description: 'Turns in all.' }),
    runningIterations: Type.Integer({ description: '0: it counts on a Kestra server while a loop runs.' }),
    terminatedIterations: Type.Record(Type.String(), Type.Integer(), {
      description: 'Turns by the state they ended in.',
    }),
    outputs: Type.Optional(
      Type.Array(Type.Unknown(), {
        description: 'Of each turn that did not fail, in order: `{item: {value, iteration, key}, outputs}`.',
      }),
    ),
  }),
  examples: [
    {
      title: 'Collect something of each turn',
      code: `id: collect
namespace: company.team
tasks:
  - id: months
    type: io.kestra.plugin.core.flow.Loop
    values: ["2024-01", "2024-02"]
    concurrencyLimit: 2
    outputs:
      - id: file
        type: STRING
        value: "{{ outputs.name.value }}"
    tasks:
      - id: name
        type: io.kestra.plugin.core.debug.Return
        format: yellow_tripdata_{{ item.value }}.csv
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.months.iterationCount }} files: {{ loopOutputs(outputs.months.outputs, 'file') }}"
`,
    },
    {
      title: 'Loops inside loops, of maps and lists',
      code: `id: nested
namespace: company.team
tasks:
  - id: taxi
    type: io.kestra.plugin.core.flow.Loop
    values:
      green: 2024
      yellow: 2025
    tasks:
      - id: month
        type: io.kestra.plugin.core.flow.Loop
        values: ["01", "02"]
        transmitFailed: false
        tasks:
          - id: tell
            type: io.kestra.plugin.core.log.Log
            message: "{{ item.parent.key }} {{ item.parent.value }}-{{ item.value }}"
`,
    },
  ],
  runsErrors: true,
  async run(properties, scope) {
    const { concurrencyLimit = 1, transmitFailed = true, fetchType = 'AUTO' } = properties;
    const source = await openItems(scope, properties.values);
    const loopRun = new LoopRun(scope, {
      declared: (properties.outputs ?? []) as readonly DeclaredOutput[],
      stores: fetchType === 'STORE' || (fetchType === 'AUTO' && source.size === undefined),
      breakWhen: properties.breakWhen === undefined ? undefined : String(properties.breakWhen),
      transmitFailed,
    });
    const iterator = source.items[Symbol.asyncIterator]();
    // A file without a limit: its lines are not held in memory, so it is read by as many as make sense at once.
    const workers = Math.min(concurrencyLimit === 0 ? Number.POSITIVE_INFINITY : concurrencyLimit, source.size ?? MOST);
    const branches = Array.from({ length: workers }, () => () => loopRun.work(iterator));
    const states = workers === 1 ? [await loopRun.work(iterator)] : await parallel(scope, branches, transmitFailed);
    const worst = worstState(states);
    const forgiven = isFailure(worst) && !transmitFailed && !scope.signal.aborted;
    return { state: forgiven ? 'SUCCESS' : worst, outputs: loopRun.outputs() };
  },
});

/** Lines of a file that are worked on at once where nothing else is said. */
const MOST = 256;

function parallel(
  scope: FlowableScope,
  branches: readonly (() => Promise<TerminalState>)[],
  failFast: boolean,
): Promise<readonly TerminalState[]> {
  return scope.parallel(branches, { failFast });
}

interface LoopOptions {
  readonly declared: readonly DeclaredOutput[];
  readonly stores: boolean;
  readonly breakWhen: string | undefined;
  readonly transmitFailed: boolean;
}

/** One run of a Loop: what its turns share. */
class LoopRun {
  readonly #scope: FlowableScope;
  readonly #options: LoopOptions;
  readonly #ended: Partial<Record<TerminalState, number>> = {};
  readonly #collected: { readonly index: number; readonly entry: ValueMap }[] = [];
  #count = 0;
  #broken = false;

  constructor(scope: FlowableScope, options: LoopOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  /** Takes items until there are none, or a turn's end ends the loop. */
  async work(items: AsyncIterator<LoopItem>): Promise<TerminalState> {
    let worst: TerminalState = 'SUCCESS';
    while (!this.#broken && !this.#scope.signal.aborted) {
      const next = await items.next();
      if (next.done === true) break;
      worst = worstState([worst, await this.#turn(next.value)]);
      if (isFailure(worst) && this.#options.transmitFailed) break;
    }
    return worst;
  }

  async #turn(item: LoopItem): Promise<TerminalState> {
    const { declared, stores, breakWhen } = this.#options;
    const variables = itemVariables(item, this.#scope.variables['item']);
    const turn = this.#scope.turns.isolate(item.index, { item: variables });
    this.#count += 1;
    const state = await turn.run();
    this.#ended[state] = (this.#ended[state] ?? 0) + 1;
    let outputs: ValueMap = {};
    if (declared.length > 0 && !isFailure(state)) {
      outputs = await turnOutputs(this.#scope, turn, declared);
      const kept = stores ? await storeOutputs(this.#scope, item.index, outputs) : outputs;
      this.#collected.push({ index: item.index, entry: { item: recordedItem(item), outputs: kept } });
    }
    if (breakWhen !== undefined && !this.#scope.signal.aborted) {
      const iteration: ValueMap = { executionId: this.#scope.execution.id, state, outputs };
      if (isTruthy(await this.#scope.render(breakWhen, { ...turn.variables, iteration }))) this.#broken = true;
    }
    return state;
  }

  outputs() {
    const collected = this.#collected.toSorted((a, b) => a.index - b.index).map(({ entry }) => entry);
    return {
      iterationCount: this.#count,
      runningIterations: 0,
      terminatedIterations: { ...this.#ended } as Record<string, number>,
      ...(this.#options.declared.length === 0 ? {} : { outputs: collected }),
    };
  }
}

function recordedItem({ value, index, key }: LoopItem): ValueMap {
  return { value, iteration: index, ...(key === undefined ? {} : { key }) };
}
