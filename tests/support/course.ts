import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'vitest';
import { PUBLIC_RELEASE } from '../../tools/taxi/readdress.ts';
import type { TestDatabase } from './postgres.ts';
import { projectRoot } from './tool-paths.ts';

/** Where the course's flows lie, as their author wrote them: beside the checkout, not in it. */
export const courseFolder = join(projectRoot, '..', 'shared', 'flows', 'course');

/**
 * Why the course's flows cannot be had; undefined where they lie beside the checkout. Tests are skipped by it, aloud; `.ci/run` asks for the folder
 * beside the checkout before any test, but on GitHub.
 */
export const withoutCourse = existsSync(courseFolder)
  ? undefined
  : 'the flows of the course are not here (../shared/flows/course): tests with them are skipped';
if (withoutCourse !== undefined) console.warn(withoutCourse);

/** A test that needs the course's flows. */
export const courseTest = withoutCourse === undefined ? test : test.skip;

/**
 * The text of a flow of the course.
 *
 * @throws Error where the file is missing.
 */
export async function readCourseFlow(name: string): Promise<string> {
  const file = join(courseFolder, `${name}.yaml`);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Error(
      `the course's flows are not there: expected ${file}; put them into ../shared/flows/course beside the checkout`,
      { cause },
    );
  }
}

/** The flow with its downloads from elsewhere; the rest byte for byte. The database is changed by {@link courseSettings}. */
export async function courseFlowFrom(name: string, source: string): Promise<string> {
  return (await readCourseFlow(name)).replaceAll(PUBLIC_RELEASE, source);
}

/** A `gitphony.yaml` that points every PostgreSQL task at this database, whatever its flow says. */
export function courseSettings({ jdbcUrl, user, password }: TestDatabase): string {
  return `pluginDefaults:
  - type: io.kestra.plugin.jdbc.postgresql
    forced: true
    values:
      url: ${jdbcUrl}
      username: ${user}
      password: "${password}"
`;
}
