import type { AddressView } from '../addresses/address-view.ts';
import { expressionContext } from '../addresses/expression-files.ts';
import type { ExecutionRun } from './execution-run.ts';
import { maskedIdentity } from './masked-identity.ts';
import { renderWith } from './task-scope.ts';

/** What one call in a template (`read()`, `fileSize()` …) sees of objects in clouds. */
export function viewOfTemplates(run: ExecutionRun): AddressView {
  const { host, info, masker, stop, variables, addresses } = run;
  const identity = host.identity?.(info.namespace);
  const mask = (secret: string): void => void masker.add(secret);
  const context = expressionContext({
    identity: identity === undefined ? undefined : maskedIdentity(identity, mask),
    mask,
    // What runs behind the end goes on after the first kill.
    signal: stop.main.signal.aborted ? stop.aftermath.signal : stop.main.signal,
  });
  return addresses.view(context, renderWith(run, variables.root));
}
