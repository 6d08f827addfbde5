import { type ErrorOptions, TaskError } from '../../contract/errors.ts';

/** Where commands come from that scripts often use: the Debian/Ubuntu package, or what else brings them. */
const sources: Readonly<Record<string, string>> = {
  wget: 'package wget',
  curl: 'package curl',
  gunzip: 'package gzip',
  unzip: 'package unzip',
  zip: 'package zip',
  jq: 'package jq',
  git: 'package git',
  psql: 'package postgresql-client',
  pg_dump: 'package postgresql-client',
  mysql: 'package default-mysql-client',
  sqlite3: 'package sqlite3',
  python: 'package python-is-python3, action actions/setup-python, or image python:3-slim',
  python3: 'package python3, action actions/setup-python, or image python:3-slim',
  pip: 'package python3-pip, action actions/setup-python, or image python:3-slim',
  pip3: 'package python3-pip, action actions/setup-python, or image python:3-slim',
  uv: 'https://docs.astral.sh/uv or action astral-sh/setup-uv',
  node: 'package nodejs, action actions/setup-node, or image node:lts-slim',
  npm: 'package npm, action actions/setup-node, or image node:lts-slim',
  npx: 'package npm, action actions/setup-node, or image node:lts-slim',
  ruby: 'package ruby, or image ruby:slim',
  Rscript: 'package r-base-core, or image r-base',
  julia: 'image julia',
  go: 'package golang-go, action actions/setup-go, or image golang',
  java: 'package default-jre-headless, action actions/setup-java, or image eclipse-temurin',
  javac: 'package default-jdk-headless, action actions/setup-java, or image eclipse-temurin',
  rustc: 'package rustc, or image rust',
  cargo: 'package cargo, or image rust',
  gcc: 'package gcc, or image gcc',
  'g++': 'package g++, or image gcc',
  cc: 'package gcc, or image gcc',
  php: 'package php-cli, or image php',
  perl: 'package perl, or image perl',
  lua: 'package lua5.4, or image nickblah/lua',
  bun: 'npm package bun, action oven-sh/setup-bun, or image oven/bun',
  deno: 'npm package deno, action denoland/setup-deno, or image denoland/deno',
  groovy: 'package groovy, or image groovy',
  jbang: 'https://www.jbang.dev/download, or image jbangdev/jbang-action',
  dotnet: 'action actions/setup-dotnet, or image mcr.microsoft.com/dotnet/sdk:10.0',
  'dotnet-script': 'dotnet tool install --global dotnet-script, or image mcr.microsoft.com/dotnet/sdk:10.0',
  docker: 'package docker.io',
  gcloud: 'action google-github-actions/setup-gcloud, or image google/cloud-sdk:slim',
  gsutil: 'action google-github-actions/setup-gcloud, or image google/cloud-sdk:slim',
  bq: 'action google-github-actions/setup-gcloud, or image google/cloud-sdk:slim',
  aws: 'package awscli, or image amazon/aws-cli',
  az: 'image mcr.microsoft.com/azure-cli',
  dbt: 'pip install dbt-core with an adapter, or image ghcr.io/kestra-io/dbt-postgres (dbt-duckdb, dbt-bigquery, …)',
  duckdb: 'pip install duckdb-cli, or image duckdb/duckdb',
  terraform: 'action hashicorp/setup-terraform, or image hashicorp/terraform',
  kubectl: 'image bitnami/kubectl',
  pwsh: 'image ghcr.io/kestra-io/powershell:latest',
  bash: 'package bash',
  make: 'package make',
  parquet: 'pip install parquet-cli',
};

/** Where a command can be had, on this machine or in an image, as a hint; a general one for commands that are not in the table. */
export function howToGet(command: string, image?: string): string {
  const source = Object.hasOwn(sources, command) ? sources[command] : undefined;
  if (image !== undefined) {
    const where = source === undefined ? '' : ` (${source})`;
    return `The image ${image} has no ${command}: name a containerImage that has it, or install it in beforeCommands${where}.`;
  }
  if (source?.includes('image') === true) {
    return `Install ${command} on the machine that runs the flow: ${source}. In a container: --runner docker, or taskRunner.`;
  }
  if (source !== undefined) return `Install ${command} on the machine that runs the flow: ${source}.`;
  return `Install ${command} on the machine that runs the flow, or give its full path; PATH is searched as in a shell.`;
}

/** The error for a command that this machine does not have. */
export function commandNotFound(command: string, options: Pick<ErrorOptions, 'cause'> = {}): TaskError {
  return new TaskError('COMMAND_NOT_FOUND', `${command}: not found`, {
    ...options,
    retryable: false,
    hint: howToGet(command),
  });
}

/** How dash, busybox, bash, zsh and ksh say that a command is missing. */
const complaints: readonly RegExp[] = [
  /(?:^|: )(?:\d+: |line \d+: )?([^\s:]+): (?:command )?not found$/u,
  /(?:^|: )command not found: (\S+)$/u,
];

/** The command that a line of a shell's error output says is missing; undefined where it says no such thing. */
export function missingCommandOf(line: string): string | undefined {
  for (const complaint of complaints) {
    const command = complaint.exec(line)?.[1];
    if (command !== undefined) return command;
  }
  return undefined;
}
