/** A refusal that people meet in their first hour, known by Google's words for it, and how to mend it. */
interface Rule {
  readonly when: RegExp;
  readonly say: (groups: Readonly<Record<string, string | undefined>>, message: string) => string;
}

/** The first that fits is told. Words as in https://cloud.google.com/bigquery/docs/error-messages and the services' answers. */
const rules: readonly Rule[] = [
  {
    when: /accessNotConfigured|SERVICE_DISABLED|has not been used in project (?<project>\S+) before|The project (?<other>\S+) has not enabled BigQuery/,
    say: ({ project, other }, message) => enableApi(message, project ?? other),
  },
  {
    when: /billingNotEnabled|accountDisabled|billing (?:has not been|is not) enabled|billing disabled|(?:absent|configured|disabled) billing|billing account for the owning project|free tier/i,
    say: (_, message) =>
      'Link a billing account to the project: https://console.cloud.google.com/billing/projects. ' +
      (/owning project|to be billed/i.test(message)
        ? 'Where the bucket is not yours at all, its name is somebody else’s: choose another one.'
        : 'Without one BigQuery is a sandbox: it takes no MERGE, INSERT, UPDATE or DELETE, and its tables end after 60 days.'),
  },
  {
    when: /iam\.disableServiceAccountKey|gcp\.resourceLocations|violates constraint/,
    say: () => 'A policy of the organisation forbids it: choose a location that it allows, or ask its administrator.',
  },
  {
    when: /(?<permission>(?:bigquery|storage|iam|serviceusage)\.[A-Za-z]+\.[A-Za-z]+)['"]? (?:denied|permission|access)/,
    say: ({ permission = '' }, message) => grantRole(permission, message),
  },
  {
    when: /Not found: (?:Dataset|Table) (?<name>\S+) was not found in location (?<location>[\w-]+)/,
    say: ({ name = '', location }) =>
      `Either it is not there (a CreateDataset task makes a data set), or it lies elsewhere than ${location}: ` +
      `bq show --format=prettyjson ${name.split('.')[0]} tells where; write that as \`location\`.`,
  },
  {
    when: /Cannot read and write in different locations|bucket .* and .* dataset.* (?:same|different) (?:location|region)/i,
    say: () =>
      'Bucket and data set have to lie in the same location, and neither can be moved: make one of them anew where the other is.',
  },
  {
    when: /location constraint is not valid|invalid (?:storage )?location|not a valid location|as CloudRegion|Location \S+ does not support/i,
    say: () => '`location` is a region such as europe-west2, or one of EU and US for several (ASIA for buckets only).',
  },
  {
    when: /bucket name is not available|bucket namespace is shared/i,
    say: () =>
      'Somebody else has a bucket of this name: names are shared by all of Google’s customers. Choose another one; with the project’s id in front it is hardly taken.',
  },
  { when: /already own it/i, say: () => 'It is yours already: write `ifExists: SKIP` or `ifExists: UPDATE`.' },
  {
    when: /Invalid bucket name/i,
    say: () =>
      'A bucket’s name has 3 to 63 lower-case letters, digits, - and _, begins and ends with a letter or digit, and holds no “goog”.',
  },
  {
    when: /Unknown project id|Invalid project ID|Not found: Project|Project \S+ (?:is not found|not found|has been deleted)|Invalid resource name projects/i,
    say: () =>
      '`projectId` is the project’s id (my-project-123456), neither its name nor its number: gcloud projects list shows it.',
  },
  {
    when: /Anonymous caller/i,
    say: () => 'The call had no credentials: set `serviceAccount`, or say in gitphony.yaml who the job is (cloud.gcp).',
  },
];

/** Google's word for what it refused, and its sentence. */
export interface Refusal {
  readonly message: string;
  readonly reason?: string;
}

/** How to mend what Google refused; undefined where its words are none of those that are known. */
export function adviceOn({ message, reason = '' }: Refusal): string | undefined {
  for (const { when, say } of rules) {
    const match = when.exec(message) ?? when.exec(reason);
    if (match !== null) return say(match.groups ?? {}, message);
  }
  return undefined;
}

function enableApi(message: string, project: string | undefined): string {
  const link = /https:\/\/console\.[^\s'"]+/.exec(message)?.[0].replace(/[.,]$/, '');
  const service =
    /\/([a-z-]+\.googleapis\.com)\b/.exec(link ?? '')?.[1] ??
    (/BigQuery/.test(message) ? 'bigquery.googleapis.com' : undefined);
  const command = `gcloud services enable ${service ?? 'storage.googleapis.com bigquery.googleapis.com'}${project === undefined ? '' : ` --project=${project}`}`;
  return `Enable the API: ${link === undefined ? '' : `open ${link}, or run `}${command}. It counts after a minute or two.`;
}

/** The smallest of Google's own roles that holds a permission. Source: https://cloud.google.com/iam/docs/roles-permissions */
const roles: readonly (readonly [start: string, role: string])[] = [
  ['bigquery.jobs.', 'roles/bigquery.jobUser'],
  ['bigquery.readsessions.', 'roles/bigquery.readSessionUser'],
  ['bigquery.', 'roles/bigquery.dataEditor'],
  ['storage.objects.', 'roles/storage.objectAdmin'],
  ['storage.', 'roles/storage.admin'],
  ['iam.serviceAccounts.getAccessToken', 'roles/iam.serviceAccountTokenCreator'],
  ['serviceusage.', 'roles/serviceusage.serviceUsageConsumer'],
];

function grantRole(permission: string, message: string): string {
  const role = roles.find(([start]) => permission.startsWith(start))?.[1];
  if (role === undefined) return `Grant the service account a role with ${permission}.`;
  const account = /[\w.-]+@([\w.-]+)\.iam\.gserviceaccount\.com/.exec(message);
  const project = /(?:in project |Project |Dataset |Table )([\w-]+)/.exec(message)?.[1] ?? account?.[1] ?? 'PROJECT';
  const taken =
    permission === 'storage.buckets.get'
      ? ' Where the bucket is not yours, its name is taken: choose another one.'
      : '';
  return `Grant the role: gcloud projects add-iam-policy-binding ${project} --member=serviceAccount:${account?.[0] ?? 'ACCOUNT'} --role=${role}.${taken}`;
}
