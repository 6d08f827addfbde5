/**
 * The one rule that maps names of flows to names that GitHub accepts (docs/names.md). GitHub's rule for secrets and
 * variables: letters, digits and `_`, no digit first, no prefix `GITHUB_`, upper and lower case are the same name.
 * https://docs.github.com/actions/reference/security/secrets#naming-your-secrets
 */

/**
 * The name of the repository secret or variable behind `secret('name')`, or of a key that every namespace has: upper case, every other
 * character than A-Z, 0-9 and `_` becomes `_`; a `_` goes first where GitHub refuses the start (a digit, `GITHUB_`).
 * Two names may meet in one (`a.b`, `A_B`): the compiler refuses a flow that reaches both.
 */
export function githubName(name: string): string {
  const upper = name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_');
  return /^(?:[0-9]|GITHUB_)/.test(upper) || upper === '' ? `_${upper}` : upper;
}

/** Prefix of the environment variables by which a job hands secrets to the action, raw. */
export const secretPrefix = 'GITPHONY_SECRET_';

/** Prefix of the environment variables by which a job hands repository variables (the KV store's reads) to the action. */
export const variablePrefix = 'GITPHONY_VAR_';

/** The environment variable that holds `secret('name')` in a job. Empty means: the repository lacks the secret. */
export function secretVariable(name: string): string {
  return `${secretPrefix}${githubName(name)}`;
}

/**
 * The repository variable of a key in a namespace: `company.team` and `gcp-bucket` are `COMPANY_TEAM__GCP_BUCKET`. A read goes
 * up the namespaces and ends at the variable without any, `GCP_BUCKET`, which is every namespace's.
 */
export function kvName(namespace: string, key: string): string {
  return githubName(`${namespace}__${key}`);
}

/** The environment variable that holds a key of a namespace in a job. Empty means: the repository lacks the variable. */
export function kvVariable(namespace: string, key: string): string {
  return `${variablePrefix}${kvName(namespace, key)}`;
}

/**
 * The dispatch field of a flow's input. GitHub: letters, digits, `-` and `_`, first a letter or `_`; upper and lower
 * case are the same field. A `.` (nested inputs, `a.b`) becomes `--`; an `i-` goes first where the id starts with a
 * digit, or with `_`, which only our own fields do. The compiler refuses a flow where two ids meet in one field.
 */
export function inputFieldName(id: string): string {
  const field = id.replaceAll('.', '--').replaceAll(/[^A-Za-z0-9_-]/g, '-');
  return /^[A-Za-z]/.test(field) ? field : `i-${field}`;
}
