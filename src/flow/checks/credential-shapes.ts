/** A form by which a credential is known wherever it stands. */
export interface CredentialShape {
  /** With its article, for messages. */
  readonly what: string;
  /** The name of the secret that is proposed. */
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * Forms that nothing but a credential has. Sources: what the issuers say of them, and GitHub's list of secret scanning patterns
 * (https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
 */
const shapes: readonly CredentialShape[] = [
  { what: 'a private key', name: 'PRIVATE_KEY', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { what: 'an access key of AWS', name: 'AWS_ACCESS_KEY_ID', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b(?<!EXAMPLE)/ },
  {
    what: 'a token of GitHub',
    name: 'GH_TOKEN',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/,
  },
  { what: 'a token of GitLab', name: 'GITLAB_TOKEN', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { what: 'an API key of Google', name: 'GOOGLE_API_KEY', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'a client secret of Google', name: 'GOOGLE_CLIENT_SECRET', pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}\b/ },
  { what: 'a token of Slack', name: 'SLACK_TOKEN', pattern: /\bxox[abeprs]-[A-Za-z0-9-]{10,}/ },
  {
    what: 'the address of a Slack webhook',
    name: 'SLACK_WEBHOOK',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[A-Z][A-Za-z0-9]+\/[A-Za-z0-9]+\/[A-Za-z0-9]{10,}/,
  },
  { what: 'a live key of Stripe', name: 'STRIPE_KEY', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { what: 'a token of npm', name: 'NPM_TOKEN', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'an account key of Azure', name: 'AZURE_ACCOUNT_KEY', pattern: /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/ },
  {
    what: 'a JSON web token',
    name: 'ACCESS_TOKEN',
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/,
  },
];

/** Most texts hold none of them, and this tells it at once. */
const any = new RegExp(shapes.map(({ pattern }) => pattern.source).join('|'));

/** The first credential in a text that its form gives away. */
export function findCredential(
  text: string,
): { readonly shape: CredentialShape; readonly offset: number; readonly length: number } | undefined {
  if (!any.test(text)) return undefined;
  for (const shape of shapes) {
    const match = shape.pattern.exec(text);
    if (match !== null) return { shape, offset: match.index, length: match[0].length };
  }
  return undefined;
}

/** What stands for a password that comes from elsewhere: a template, a variable of a shell, a format, a placeholder. */
const placeholder = /^[$%<*]|^\{\w*\}$|^\[\w*\]$|^\.{3}|^x{3,}$|\{\{|\{%/i;

const passwords = [
  /\b(?<scheme>[a-z][a-z0-9+.:-]*):\/\/[^\s/:@"'{}]*:(?<password>[^\s/@"'{}]+)@/dgi,
  /\b(?<scheme>jdbc:[a-z0-9]+):[^\s"']*[?&;](?:password|pwd)=(?<password>[^\s&;"'{}]+)/dgi,
];

/** A password inside an address: `scheme://user:password@host`, or `password=` among the parameters of a JDBC address. */
export function findUrlPassword(
  text: string,
): { readonly offset: number; readonly length: number; readonly scheme: string } | undefined {
  if (!text.includes('://')) return undefined;
  for (const pattern of passwords) {
    for (const match of text.matchAll(pattern)) {
      const { scheme = '', password = '' } = match.groups ?? {};
      const [start = 0] = match.indices?.groups?.['password'] ?? [];
      if (placeholder.test(password)) continue;
      return { offset: start, length: password.length, scheme: scheme.replace(/^jdbc:/, '').toLowerCase() };
    }
  }
  return undefined;
}

/** True where a text says itself that it is none: a template, an empty text, `<password>`, `***`. */
export function isPlaceholder(text: string): boolean {
  return text.trim() === '' || placeholder.test(text.trim());
}
