/** A condition on an execution, judged before it starts. */
export interface Check {
  /** A template; the check holds where it renders to a text that counts as true. */
  readonly condition: string;
  /** Said where it does not hold; may be a template. */
  readonly message: string;
  /** How the message is shown. Default INFO. */
  readonly style: 'ERROR' | 'SUCCESS' | 'WARNING' | 'INFO';
  /** What happens where it does not hold: no execution at all (default), one that is FAILED at once, or one all the same. */
  readonly behavior: 'BLOCK_EXECUTION' | 'FAIL_EXECUTION' | 'CREATE_EXECUTION';
}

interface SlaHead {
  readonly id: string;
  /** What a breach does: ends the execution as FAILED or CANCELLED, or nothing but the labels. */
  readonly behavior: 'FAIL' | 'CANCEL' | 'NONE';
  /** Set on the execution when it is broken; values may be templates. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What an execution promises while it runs. */
export type Sla =
  | (SlaHead & {
      readonly type: 'MAX_DURATION';
      /** ISO 8601, from the execution's creation, time in a queue included. */
      readonly duration: string;
    })
  | (SlaHead & {
      readonly type: 'EXECUTION_ASSERTION';
      /** A template that has to render to a text that counts as true, whenever a task run has ended. */
      readonly assert: string;
    });

/** How many executions of a flow may run at once, and what becomes of one more. */
export interface Concurrency {
  readonly limit: number;
  /** It waits its turn (default), is CANCELLED, or FAILED. */
  readonly behavior: 'QUEUE' | 'CANCEL' | 'FAIL';
}

/** Outputs of a task that later executions take instead of running it, while its rendered properties are the same. */
export interface TaskCache {
  readonly enabled: boolean;
  /** ISO 8601: older outputs do not count. Default: they count for ever. */
  readonly ttl?: string;
}
