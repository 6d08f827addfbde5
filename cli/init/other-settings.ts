import { UsageError } from '../../src/contract/errors.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import { CONFIG_FILE } from '../../src/project/flow-files.ts';
import type { GivenAnswers } from './answers.ts';

/** An option must not be passed over because gitphony.yaml is there already. Fails with INIT_EXISTS, naming the line to write. */
export function refuseOtherSettings(config: ProjectConfig, { action, deploy, postgres }: GivenAnswers): void {
  const wanted = [
    ...(action === undefined || action.startsWith(config.action.uses) ? [] : [`action: "${action}"`]),
    ...(deploy === undefined || deploy === config.deploy ? [] : [`deploy: ${deploy}`]),
    ...(postgres !== true || config.services.postgres !== undefined ? [] : ['services: {postgres: embedded}']),
  ];
  if (wanted.length === 0) return;
  throw new UsageError(
    'INIT_EXISTS',
    `${CONFIG_FILE} is there, and init changes no file of yours; nothing was written`,
    {
      hint: `write into it: ${wanted.join(', ')}; then run gitphony compile`,
    },
  );
}
