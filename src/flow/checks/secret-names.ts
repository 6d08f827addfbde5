import { githubName } from '../../util/github-names.ts';

/** Ends of names under which a secret stands. */
const ends =
  /(?:password|passwd|passphrase|secret|secret_?key(?:_?id)?|private_?key|api_?key|access_?key|client_?secret|account_?key|authorization)$|(?:^|[_.-])(?:token|pwd|service_?account)$/i;
const camelToken = /[a-z]Token$/;
/** Tokens that count or turn pages. */
const harmless = /(?:page|next|continuation|sync|max|start|end)[_.-]?token$/i;

/** True where the name of a property, a variable or a header says that a secret stands under it. */
export function isSecretName(name: string): boolean {
  return (ends.test(name) || camelToken.test(name)) && !harmless.test(name);
}

/** The family of a type for names: `io.kestra.plugin.jdbc.postgresql.Queries` is POSTGRESQL, all of Google Cloud's are GCP. */
function familyOf(type: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  const parts = type.replace(/^io\.kestra\.plugin\.|^gitphony\./, '').split('.');
  if (parts[0] === 'gcp' || parts[0] === 'aws') return parts[0].toUpperCase();
  const folders = parts.filter((part) => /^[a-z]/.test(part));
  const family = folders.at(-1) === 'trigger' ? parts.at(-1) : folders.at(-1);
  return family?.toUpperCase();
}

/** The name of the secret or key that is proposed for a property: `POSTGRESQL_PASSWORD`. */
export function proposedName(property: string, type: string | undefined): string {
  const words = githubName(property.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
  const isWhole = property === property.toUpperCase() || type === undefined;
  const family = isWhole ? undefined : familyOf(type);
  return family === undefined || words.startsWith(`${family}_`) ? words : `${family}_${words}`;
}
