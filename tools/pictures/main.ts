/**
 * `npm run pictures [-- terminal|summary]`: takes the pictures in docs/images/ from real runs. Needs `script` (util-linux), and for
 * the summary Chromium (Debian: chromium; elsewhere its path in CHROMIUM). What else it needs is installed into .tools/pictures/.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../demo/gitphony.ts';
import { installPackages } from './packages.ts';
import { onStage } from './stage.ts';
import { takeSummaryPicture } from './summary-picture.ts';
import { takeTerminalPictures } from './terminal-pictures.ts';

const [which] = process.argv.slice(2);
if (which !== undefined && which !== 'terminal' && which !== 'summary') {
  throw new Error(`expected terminal, summary or nothing, got ${which}`);
}
installPackages();
await mkdir(join(ROOT, 'docs', 'images'), { recursive: true });
await onStage(async (stage) => {
  if (which !== 'summary') await takeTerminalPictures(stage);
  if (which !== 'terminal') await takeSummaryPicture(stage);
});
