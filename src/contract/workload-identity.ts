/** Who Google lets a job be that has no key. */
export interface GcpIdentitySettings {
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`. */
  readonly workloadIdentityProvider: string;
  /** E-mail address of the service account that the job acts as. Left out: the pool's principal itself has the roles. */
  readonly serviceAccount?: string;
}

/** Who AWS lets a job be that has no key. */
export interface AwsIdentitySettings {
  /** ARN of the role that the job assumes. */
  readonly role: string;
  /** Region of the tasks that name none. */
  readonly region?: string;
}

/** Logins without keys, by cloud. */
export interface CloudSettings {
  readonly gcp?: GcpIdentitySettings;
  readonly aws?: AwsIdentitySettings;
}

/** The clouds that know a job by its own token. */
export type Cloud = keyof CloudSettings;

/** A login without a key: what the project says of the clouds, and the job's own token, which shows who it is. */
export interface WorkloadIdentity {
  readonly clouds: CloudSettings;
  /**
   * A fresh token for the audience, signed by GitHub, good for minutes: to be exchanged at once, asked for again when the
   * cloud's token ends, and never kept. Fails with IDENTITY_TOKEN.
   */
  token(audience: string): Promise<string>;
}
