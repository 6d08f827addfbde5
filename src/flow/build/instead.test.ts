import { expect, test } from 'vitest';
import { builtinRegistry } from '../../plugins/registry.ts';
import { insteadOf } from './instead.ts';

test.each([
  ['io.kestra.plugin.notifications.slack.SlackIncomingWebhook', 'core.http.Request'],
  ['io.kestra.plugin.slack.notifications.SlackIncomingWebhook', 'core.http.Request'],
  ['io.kestra.plugin.notifications.mail.MailSend', 'smtplib'],
  ['io.kestra.plugin.serdes.csv.CsvToIon', 'jdbc.duckdb.Query'],
  ['io.kestra.plugin.serdes.json.IonToJson', 'jdbc.duckdb.Query'],
  ['io.kestra.plugin.transform.jsonata.TransformItems', 'filter jq'],
  ['io.kestra.plugin.jdbc.mysql.Query', 'scripts.python.Script'],
  ['io.kestra.plugin.jdbc.sqlite.Query', 'sqlite3'],
  ['io.kestra.plugin.git.SyncFlows', 'git pull'],
  ['io.kestra.plugin.git.PushNamespaceFiles', 'git push'],
  ['io.kestra.plugin.fs.ssh.Command', 'gitphony.runner.Ssh'],
  ['io.kestra.plugin.fs.sftp.Download', 'sftp'],
  ['io.kestra.plugin.docker.Run', 'docker'],
  ['io.kestra.plugin.gcp.cli.GCloudCLI', 'gcloud'],
  ['io.kestra.plugin.gcp.pubsub.Publish', 'gcloud'],
  ['io.kestra.plugin.aws.sqs.Publish', 'boto3'],
  ['io.kestra.plugin.openai.ChatCompletion', 'core.http.Request'],
  ['io.kestra.plugin.ee.assets.List', 'paid edition'],
])('%s: %s', (type, instead) => {
  expect(insteadOf(type)).toContain(instead);
});

test.each([
  'io.kestra.plugin.jdbc.postgresql.Qery',
  'io.kestra.plugin.jdbc.duckdb.Load',
  'io.kestra.plugin.git.Klone',
  'io.kestra.plugin.gcp.bigquery.Qury',
  'io.kestra.plugin.aws.s3.Uplod',
  'io.kestra.plugin.something.New',
])('%s: nothing, another hint says more', (type) => {
  expect(insteadOf(type)).toBeUndefined();
});

test('what it names is there', () => {
  const named = [
    'io.kestra.plugin.notifications.a.B',
    'io.kestra.plugin.notifications.mail.B',
    'io.kestra.plugin.serdes.a.B',
    'io.kestra.plugin.transform.a.B',
    'io.kestra.plugin.jdbc.sqlite.B',
    'io.kestra.plugin.jdbc.mysql.B',
    'io.kestra.plugin.git.SyncB',
    'io.kestra.plugin.fs.ssh.B',
    'io.kestra.plugin.fs.a.B',
    'io.kestra.plugin.gcp.pubsub.B',
    'io.kestra.plugin.aws.sqs.B',
    'io.kestra.plugin.ai.B',
  ].flatMap((type) => insteadOf(type)?.match(/(?:io\.kestra\.plugin|gitphony)(?:\.\w+)+/g) ?? []);
  expect(named.length).toBeGreaterThan(12);
  expect(named.filter((type) => builtinRegistry.resolve(type) === undefined)).toEqual([]);
});
