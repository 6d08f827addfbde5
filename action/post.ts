import * as core from '@actions/core';
import { TICKS_STATE, type TicksState, uploadTicks } from './leg-record.ts';
import { openUploader, RECORD_STATE, type RecordState, sealKeyFor } from './keep-record.ts';

/** After the job's steps: where main was killed before it could upload the whole record, or failed to, all of it goes now. */
const saved = core.getState(RECORD_STATE);
if (saved !== '') {
  const state = JSON.parse(saved) as RecordState;
  const uploader = await openUploader({ ...state, name: `${state.name}-post` }, sealKeyFor(state, process.env));
  const { names } = await uploader.close(state.end);
  if (names.length > 0) core.info(`the record of the interrupted run: artifact ${names.join(', ')}`);
}

const ticks = core.getState(TICKS_STATE);
if (ticks !== '') await uploadTicks(JSON.parse(ticks) as TicksState);
