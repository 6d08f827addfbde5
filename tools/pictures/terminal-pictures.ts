import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../demo/gitphony.ts';
import { type Recording, recordTerminal } from './record-terminal.ts';
import type { Stage } from './stage.ts';
import { drawTerminal } from './terminal-svg.ts';

const flawed = `id: weekly_report
namespace: reports

inputs:
  - id: region
    type: STRING
    defaults: north

tasks:
  - id: total
    type: io.kestra.plugin.jdbc.postgresql.Query
    url: jdbc:postgresql://db.example.com/sales
    sql: SELECT sum(amount) FROM sales WHERE region = '{{ inputs.region }}'
    fetchtype: FETCH_ONE

  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.row | uper }}"

triggers:
  - id: monday
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * 8"
`;

type Scene = Pick<Recording, 'command' | 'exitCode' | 'moment' | 'columns'> & { readonly picture: string };

const scenes: readonly Scene[] = [
  {
    picture: 'run',
    command: 'gitphony run flows/taxi.yaml -i taxi=yellow -i month=03',
    columns: 92,
    moment: (text) => /▸ yellow_load running \S+ \d/.test(text),
  },
  {
    picture: 'backfill',
    command:
      'gitphony backfill flows/taxi-scheduled.yaml --trigger green_schedule \\\n    --start 2019-01-01 --end 2019-06-30 2> backfill.log',
    columns: 92,
  },
  { picture: 'validate', command: 'gitphony validate flows/report.yaml', columns: 116, exitCode: 2 },
];

/** Takes the pictures of the command line. */
export async function takeTerminalPictures({ folder }: Stage): Promise<void> {
  await writeFile(join(folder, 'flows', 'report.yaml'), flawed);
  for (const { picture, ...recording } of scenes) {
    const screen = await recordTerminal({ ...recording, cwd: folder, path: join(ROOT, 'bin') });
    const svg = drawTerminal(screen, { title: 'my-pipelines', columns: recording.columns });
    await writeFile(join(ROOT, 'docs', 'images', `${picture}.svg`), svg);
  }
}
