import type { Flow } from '../../contract/flow.ts';
import type { BuildContext } from '../build/context.ts';
import { checkInputs } from './check-inputs.ts';

/** Checks that need the whole flow. */
export async function checkFlow(context: BuildContext, flow: Flow): Promise<void> {
  await checkInputs(context, flow);
}
