import type { WorkloadIdentity } from '../../contract/workload-identity.ts';

/** A token of the job's is a secret from the moment that it comes. */
export function maskedIdentity(identity: WorkloadIdentity, onSecret: (text: string) => void): WorkloadIdentity {
  return {
    clouds: identity.clouds,
    async token(audience) {
      const value = await identity.token(audience);
      onSecret(value);
      return value;
    },
  };
}
