import * as core from '@actions/core';
import { createRecordCopier } from '../src/github/record-files.ts';
import { createRecordUploader } from '../src/github/record-uploader.ts';
import { uploadArtifact } from '../src/github/upload-artifact.ts';
import { RECORD_STATE, type RecordState } from './keep-record.ts';

/** After the job's steps: where main was killed before it could upload the whole record, the rest goes now. */
const saved = core.getState(RECORD_STATE);
if (saved !== '') {
  const state = JSON.parse(saved) as RecordState;
  const uploader = createRecordUploader({
    name: `${state.name}-post`,
    first: 0,
    copier: createRecordCopier(state.executionsDirectory, state.policy),
    temporaryDirectory: state.temporaryDirectory,
    upload: uploadArtifact,
    warn: (message) => core.warning(message),
  });
  const name = await uploader.close();
  if (name !== undefined) core.info(`the record of the interrupted run: artifact ${name}`);
}
