import { expect, test } from 'vitest';
import { adviceOn } from './google-advice.ts';

/** Messages as Google's services write them, with names changed. */
test.each<[what: string, reason: string, message: string, advice: string]>([
  [
    'the API is off',
    'accessNotConfigured',
    'BigQuery API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/bigquery.googleapis.com/overview?project=123456789012 then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.',
    'Enable the API: open https://console.developers.google.com/apis/api/bigquery.googleapis.com/overview?project=123456789012, or run gcloud services enable bigquery.googleapis.com --project=123456789012. It counts after a minute or two.',
  ],
  [
    'the API is off, said by BigQuery itself',
    'invalid',
    'The project taxi-lab has not enabled BigQuery.',
    'gcloud services enable bigquery.googleapis.com --project=taxi-lab',
  ],
  [
    'the API is off, without a word more',
    'accessNotConfigured',
    'Access Not Configured.',
    'enable storage.googleapis.com',
  ],
  [
    'the sandbox of BigQuery',
    'billingNotEnabled',
    'Billing has not been enabled for this project. Enable billing at https://console.cloud.google.com/billing. DML queries are not allowed in the free tier. Set up a billing account to remove this restriction.',
    'it takes no MERGE',
  ],
  [
    'a bucket without billing',
    'accountDisabled',
    'The billing account for the owning project is disabled in state absent',
    'its name is somebody else’s',
  ],
  [
    'no right to start jobs',
    'accessDenied',
    'Access Denied: Project taxi-lab: User does not have bigquery.jobs.create permission in project taxi-lab.',
    'gcloud projects add-iam-policy-binding taxi-lab --member=serviceAccount:ACCOUNT --role=roles/bigquery.jobUser',
  ],
  [
    'no right to a table',
    'accessDenied',
    'Access Denied: Table taxi-lab:trips.green: Permission bigquery.tables.updateData denied on table taxi-lab:trips.green (or it may not exist).',
    'binding taxi-lab --member=serviceAccount:ACCOUNT --role=roles/bigquery.dataEditor',
  ],
  [
    'no right to make buckets',
    'forbidden',
    "flows@taxi-lab.iam.gserviceaccount.com does not have storage.buckets.create access to the Google Cloud project. Permission 'storage.buckets.create' denied on resource (or it may not exist).",
    'binding taxi-lab --member=serviceAccount:flows@taxi-lab.iam.gserviceaccount.com --role=roles/storage.admin',
  ],
  [
    'a bucket of somebody else',
    'forbidden',
    "flows@taxi-lab.iam.gserviceaccount.com does not have storage.buckets.get access to the Google Cloud Storage bucket. Permission 'storage.buckets.get' denied on resource (or it may not exist).",
    'its name is taken',
  ],
  [
    'no right to act as another',
    'forbidden',
    "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
    'roles/iam.serviceAccountTokenCreator',
  ],
  [
    'another location',
    'notFound',
    'Not found: Dataset taxi-lab:trips was not found in location EU',
    'it lies elsewhere than EU: bq show --format=prettyjson taxi-lab:trips tells where',
  ],
  [
    'a table in another location',
    'notFound',
    'Not found: Table taxi-lab:trips.green was not found in location US',
    'bq show --format=prettyjson taxi-lab:trips tells where',
  ],
  [
    'bucket here, data set there',
    'invalid',
    'Cannot read and write in different locations: source: US, destination: europe-west2',
    'make one of them anew',
  ],
  ['a location that is none', 'invalid', 'The specified location constraint is not valid.', 'europe-west2'],
  [
    'a name that is taken',
    'conflict',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    'Choose another one; with the project’s id in front',
  ],
  [
    'a name that is one’s own',
    'conflict',
    'Your previous request to create the named bucket succeeded and you already own it.',
    'ifExists: SKIP',
  ],
  ['a name that is none', 'invalid', "Invalid bucket name: 'My_Bucket.'", '3 to 63 lower-case'],
  [
    'the name instead of the id',
    'invalid',
    "Invalid project ID 'Taxi Lab'. Project IDs must contain 6-63",
    'gcloud projects list',
  ],
  ['a project that is not there', 'invalid', 'Unknown project id: taxi-lob', 'gcloud projects list'],
  [
    'a policy',
    'conditionNotMet',
    "'us' violates constraint 'constraints/gcp.resourceLocations'",
    'A policy of the organisation forbids it',
  ],
])('%s', (_, reason, message, advice) => {
  expect(adviceOn({ reason, message })).toContain(advice);
});

test('what it does not know it leaves to others', () => {
  expect(adviceOn({ reason: 'notFound', message: 'The specified bucket does not exist.' })).toBeUndefined();
  expect(adviceOn({ message: 'Syntax error: Unexpected identifier "FORM" at [2:3]' })).toBeUndefined();
});
