/**
 * `npm run pictures [-- terminal|cloud|summary]`: takes the pictures in docs/images/ from real runs. Needs `script` (util-linux), and for
 * the summary Chromium (Debian: chromium; elsewhere its path in CHROMIUM). What else it needs is installed into .tools/pictures/.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../demo/gitphony.ts';
import { takeCloudPictures } from './cloud-pictures.ts';
import { installPackages } from './packages.ts';
import { onStage } from './stage.ts';
import { takeSummaryPicture } from './summary-picture.ts';
import { takeTerminalPictures } from './terminal-pictures.ts';

const pictures = {
  terminal: takeTerminalPictures,
  cloud: takeCloudPictures,
  summary: takeSummaryPicture,
} as const;

const [which] = process.argv.slice(2);
if (which !== undefined && !(which in pictures)) {
  throw new Error(`expected ${Object.keys(pictures).join(', ')} or nothing, got ${which}`);
}
installPackages();
await mkdir(join(ROOT, 'docs', 'images'), { recursive: true });
await onStage(async (stage) => {
  for (const [name, take] of Object.entries(pictures)) if (which === undefined || which === name) await take(stage);
});
