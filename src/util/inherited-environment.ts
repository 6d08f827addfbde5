/** What a child may know of the machine: where programs, home and certificates are, language, time zone, proxies. */
const names: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  // By it a GitHub runner finds and ends what a killed job leaves behind; it grants nothing.
  'RUNNER_TRACKING_ID',
  'LD_LIBRARY_PATH',
  'JAVA_HOME',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
]);

/**
 * The part of this process's environment that a command inherits. An allow-list, because on a GitHub runner the rest holds the
 * action's authority (ACTIONS_*, INPUT_*, GITHUB_TOKEN, the GITHUB_ENV and GITHUB_PATH files) and the secrets passed to it.
 */
export function inheritedEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && (names.has(name) || name.startsWith('LC_'))) inherited[name] = value;
  }
  return inherited;
}
