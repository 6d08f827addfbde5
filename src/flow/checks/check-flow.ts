import type { Flow } from '../../contract/flow.ts';
import type { BuildContext } from '../build/context.ts';
import { checkDefaults } from './check-defaults.ts';
import { checkFlowCalls } from './check-flow-calls.ts';
import { checkInputs } from './check-inputs.ts';
import { checkLiterals } from './check-literals.ts';
import { checkOldNames } from './check-old-names.ts';
import { checkOwnTypes } from './check-own-types.ts';
import { checkReferences } from './check-references.ts';
import { checkTemplates } from './check-templates.ts';
import { checkTriggerInputs } from './check-trigger-inputs.ts';
import { checkVariables } from './check-variables.ts';

/** Checks that need the whole flow. */
export async function checkFlow(context: BuildContext, flow: Flow): Promise<void> {
  await checkInputs(context, flow);
  await checkDefaults(context, flow);
  await checkFlowCalls(context, flow);
  checkTemplates(context);
  checkOldNames(context);
  checkReferences(context);
  checkVariables(context);
  checkTriggerInputs(context, flow);
  checkOwnTypes(context, flow);
  await checkLiterals(context, flow.namespace);
}
