import { mkdir } from 'node:fs/promises';
import type { RunContext } from '../../contract/run-context.ts';
import { Type } from '../../contract/schema.ts';
import { defineTask } from '../../contract/task.ts';
import { innerPath } from '../../plugin-kit/scripts/inner-path.ts';
import { runTool } from '../../plugin-kit/scripts/run-tool.ts';
import { checkOut } from './check-out.ts';
import { cloneProperties } from './clone-properties.ts';
import { gitEnvironment } from './git-environment.ts';
import { gitError } from './git-error.ts';
import { readAddress } from './remote-address.ts';
import { fetchSubmodules } from './repository-settings.ts';
import type { RunGit } from './run-git.ts';

/** Brings a git repository into the working directory. */
export const clone = defineTask({
  type: 'io.kestra.plugin.git.Clone',
  title: 'Clone a git repository into the working directory.',
  description: `Inside of a WorkingDirectory, so that the tasks after it find the files. By the program \`git\` of this machine.

Name, password and key reach git by its environment only: they stand in no list of processes, no log, no error, and not in
\`.git/config\`. A password in \`url\` is taken out of it.`,
  properties: cloneProperties,
  outputs: Type.Object({
    directory: Type.String({ description: 'The folder that holds the files.' }),
    commit: Type.String({ description: 'The commit that is checked out.' }),
  }),
  examples: [
    {
      title: 'Run the dbt project of a private repository',
      code: `id: dbt_from_git
namespace: company.team
tasks:
  - id: here
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: clone
        type: io.kestra.plugin.git.Clone
        url: https://github.com/company/dbt-project
        branch: main
        username: reader
        password: "{{ secret('DBT_REPOSITORY_TOKEN') }}"
      - id: build
        type: io.kestra.plugin.dbt.cli.DbtCLI
        commands:
          - dbt build
`,
    },
    {
      title: 'A tag, by SSH, into a folder of its own',
      code: `id: tools_by_ssh
namespace: company.team
tasks:
  - id: here
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: clone
        type: io.kestra.plugin.git.Clone
        url: git@github.com:company/tools.git
        tag: v1.4.0
        directory: tools
        privateKey: "{{ secret('TOOLS_DEPLOY_KEY') }}"
      - id: run
        type: io.kestra.plugin.scripts.shell.Commands
        commands:
          - sh tools/report.sh
`,
    },
  ],
  async run(properties, context) {
    const address = readAddress(properties.url);
    for (const secret of [properties.password, address.password, properties.privateKey, properties.passphrase]) {
      if (secret !== undefined && secret !== '') context.mask(secret);
    }
    const folder = await context.workingDirectory();
    const path = properties.directory === undefined ? folder : innerPath(folder, properties.directory, 'directory');
    await mkdir(path, { recursive: true });
    const environment = await gitEnvironment(properties, address);
    try {
      const git = await gitIn(path, environment.variables, context);
      const commit = await checkOut(git, path, address.url, properties);
      await fetchSubmodules(git, properties);
      context.log.info(`${address.url} at ${commit}`);
      return { outputs: { directory: path, commit } };
    } finally {
      await environment.remove();
    }
  },
});

async function gitIn(
  directory: string,
  environment: Readonly<Record<string, string>>,
  context: RunContext,
): Promise<RunGit> {
  // Here, and in no container: the tasks after it look into this folder.
  const here = await context.runner({ type: 'io.kestra.plugin.core.runner.Process', properties: {}, path: [] });
  return async (doing, ...args) => {
    const { exitCode, stdout, stderr } = await runTool(here, { argv: ['git', ...args], directory, environment });
    if (exitCode !== 0) throw gitError(doing, stderr === '' ? stdout : stderr);
    return stdout.trim();
  };
}
