import { randomBytes } from 'node:crypto';
import { defineRunner } from '../../../contract/runner.ts';
import { runRemotely } from './run-remotely.ts';
import { openSshSession } from './ssh-session.ts';
import { sshProperties } from './ssh-properties.ts';

/** Runs a command on another host, by the ssh of this machine. */
export const ssh = defineRunner({
  type: 'gitphony.runner.Ssh',
  title: 'Run commands on another host by SSH.',
  description:
    'Gitphony’s own: Kestra has no such type. The files of the working directory go to a folder of the task’s own on the host, and ' +
    'come back when the command has ended, also a failed one; the folder goes in every case. The command is run by `/bin/sh` there, ' +
    'with the host’s environment and the task’s `env`, which travels in a file, never in a list of processes. When the task is stopped, ' +
    'or the process that runs it dies, the remote process group gets SIGTERM, and SIGKILL five seconds later.\n\n' +
    'The program `ssh` and its configuration are those of the machine that runs the flow (ssh_config, known_hosts, ssh-agent); both ' +
    'sides need `tar`. Paths of the working directory in commands and `env` become those of the host; inside of files they do not: use ' +
    'relative paths, or `$WORKING_DIR`.',
  isolated: true,
  imageless: true,
  properties: sshProperties,
  examples: [
    {
      title: 'Count on a host that has the data',
      code: `id: on_another_host
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.scripts.shell.Commands
    taskRunner:
      type: gitphony.runner.Ssh
      host: data.example.com
      username: pipeline
      privateKey: "{{ secret('SSH_KEY') }}"
      hostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0Y0PnVwn4LpOPrcWYyAtBBbVb5xmAFRWNXLSG5UUGd
    outputFiles:
      - counts.txt
    commands:
      - wc -l /srv/data/*.csv > counts.txt
`,
    },
  ],
  async run(command, properties, context) {
    context.signal.throwIfAborted();
    if (properties.hostKeyChecking === 'NONE') {
      context.log.warn(
        'hostKeyChecking: NONE: whoever answers at that address gets the files and variables of this task',
      );
    }
    const session = await openSshSession(properties);
    try {
      const name = `gitphony-${context.taskRun.id}-${randomBytes(6).toString('hex')}`;
      const base = `${(properties.remoteDirectory ?? '/tmp').replace(/\/+$/u, '')}/${name}`;
      return await runRemotely(session, base, command, context);
    } finally {
      await session[Symbol.asyncDispose]();
    }
  },
});
