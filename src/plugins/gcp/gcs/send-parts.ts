import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { addressText, type GcsAddress } from './address.ts';
import { clearAfterFailure, clearParts } from './clear-parts.ts';
import type { GcsClient } from './client.ts';
import { findParts } from './find-parts.ts';
import { heldBy, joinParts } from './join-parts.ts';
import { PARTS_PREFIX, partsFolder } from './part-plan.ts';
import { sendAllParts } from './send-all-parts.ts';
import { headersOf, type SendOptions, type Sent, type SentSource, uploadError } from './send-options.ts';

/**
 * Sends a file as parts, several at once, and has Google join them. Parts that an earlier process left whole are taken as they
 * are. Whatever happens, parts are deleted; only a run that was stopped to be resumed keeps them.
 */
export async function sendParts(
  client: GcsClient,
  source: SentSource,
  target: GcsAddress,
  options: SendOptions,
  context: RunContext,
): Promise<Sent> {
  const { bucket } = target;
  const folder = partsFolder(options.partsPrefix ?? PARTS_PREFIX, context.taskRun.id, target);
  await checkPrecondition(client, target, options);
  const found = await findParts(client, bucket, folder);
  try {
    const { sums, parts } = await sendAllParts(client, source, { target, folder, found }, options, context);
    const { ifGenerationMatch } = options;
    const joined = { headers: headersOf(options), size: source.size, crc32c: sums.crc32c, ifGenerationMatch };
    const held = await joinParts(client, parts, target, joined, context.signal);
    return { sums, held, left: await clearParts(client, bucket, folder, context) };
  } catch (error) {
    const reason: unknown = context.signal.reason;
    if (reason instanceof TaskError && reason.code === 'STOPPED') {
      context.log.info(`the parts at ${addressText({ bucket, name: folder })} stay for the run that goes on`);
    } else {
      await clearAfterFailure(client, bucket, folder, context);
    }
    throw error;
  }
}

/** Nothing is sent for an object that may not be written; Google looks again when the parts are joined. */
async function checkPrecondition(client: GcsClient, target: GcsAddress, options: SendOptions): Promise<void> {
  if (options.ifGenerationMatch === undefined) return;
  const held = await heldBy(client, target);
  const is = Number(held?.generation ?? 0);
  if (is === options.ifGenerationMatch) return;
  const message = is === 0 ? 'there is no such object' : `the object has the generation ${is}`;
  throw uploadError({ code: 412, message }, target, options);
}
