import type { RunContext } from '../../../contract/run-context.ts';
import type { S3Session } from './client.ts';
import { type DownloadedObject, downloadObject, type ObjectAddress } from './download-object.ts';

/** Downloads an object for a task that reports it; warns where a checksum was asked for that S3 does not keep. */
export async function downloadForTask(
  session: S3Session,
  address: ObjectAddress,
  context: RunContext,
): Promise<DownloadedObject> {
  const downloaded = await downloadObject(session, address, context);
  context.metric({ name: 'file.size', type: 'counter', value: downloaded.contentLength });
  if (address.validateChecksum === true && downloaded.checksumValue === undefined) {
    context.log.warn(`S3 keeps no checksum of the whole of ${address.key}: it was not compared`);
  }
  return downloaded;
}
