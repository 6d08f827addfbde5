import { parse } from 'yaml';

/** What is read of a flow's tasks here. */
interface Task {
  readonly type: string;
  readonly condition?: string;
  readonly then?: readonly Task[];
  readonly sql?: string;
  readonly table?: string;
  readonly columns?: readonly string[];
}

interface Flow {
  readonly tasks: readonly Task[];
  readonly variables: Readonly<Record<string, string>>;
}

const FAMILY = 'io.kestra.plugin.jdbc.postgresql.';

/** Renders what the two taxi flows use: `inputs.x` and `render(vars.x)`. Anything else is refused, so that it is seen. */
function renderer(flow: Flow, inputs: Readonly<Record<string, string>>): (template: string) => string {
  const render = (template: string): string =>
    template.replace(/\{\{\s*(.+?)\s*\}\}/g, (whole, expression: string) => {
      const [, input] = /^inputs\.(\w+)$/.exec(expression) ?? [];
      const [, variable] = /^render\(vars\.(\w+)\)$/.exec(expression) ?? [];
      const value = input === undefined ? flow.variables[variable ?? ''] : inputs[input];
      if (value === undefined) throw new Error(`Expected inputs.x or render(vars.x) in the flow's SQL, got ${whole}`);
      return input === undefined ? render(value) : value;
    });
  return render;
}

/**
 * The SQL that a run of the flow sends, in its order, as a psql script that loads `csvFile`: so the plain side does the
 * same work by construction.
 */
export function plainSql(flowText: string, inputs: Readonly<Record<string, string>>, csvFile: string): string {
  const flow = parse(flowText) as Flow;
  const render = renderer(flow, inputs);
  const scripts = (tasks: readonly Task[]): string[] =>
    tasks.flatMap((task) => {
      if (task.then !== undefined) {
        return task.condition?.includes(`'${inputs['taxi']}'`) === true ? scripts(task.then) : [];
      }
      if (task.type === `${FAMILY}CopyIn`) {
        const columns = (task.columns ?? []).join(', ');
        return [`\\copy ${render(task.table ?? '')} (${columns}) FROM '${csvFile}' WITH (FORMAT csv, HEADER)`];
      }
      return task.type.startsWith(FAMILY) && task.sql !== undefined ? [render(task.sql).trim()] : [];
    });
  return `${scripts(flow.tasks).join('\n\n')}\n`;
}
