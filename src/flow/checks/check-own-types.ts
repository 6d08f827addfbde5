import type { Flow } from '../../contract/flow.ts';
import type { BuildContext } from '../build/context.ts';
import { allTasks } from './all-tasks.ts';

/** The names of types that Gitphony adds to Kestra's. */
const OWN = 'gitphony.';

/** Says of tasks, runners and triggers whose type is Gitphony's own that Kestra could not run the flow. */
export function checkOwnTypes(context: BuildContext, flow: Flow): void {
  const tasks = allTasks(flow);
  const runners = tasks.flatMap((task) => Object.values(task.runners));
  for (const { type, path } of [...tasks, ...runners, ...flow.triggers]) {
    if (!type.startsWith(OWN)) continue;
    context.at([...path, 'type'], {
      severity: 'notice',
      rule: 'own-type',
      message: `Kestra has no type ${type}: this flow runs in Gitphony only`,
    });
  }
}
