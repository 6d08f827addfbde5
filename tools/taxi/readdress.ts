/** The release that the course downloads its months from. */
export const PUBLIC_RELEASE = 'https://github.com/DataTalksClub/nyc-tlc-data/releases/download';

export interface Addresses {
  /** Address of a taxi server, without a slash at the end. */
  readonly source: string;
  readonly database: { readonly jdbcUrl: string; readonly user: string; readonly password: string };
}

/** Points a flow's text at another download and another database; the rest stays byte for byte. */
export function readdress(flow: string, { source, database }: Addresses): string {
  return flow
    .replaceAll(PUBLIC_RELEASE, source)
    .replace(/^(\s*url: )jdbc:postgresql:\S+$/gm, `$1${database.jdbcUrl}`)
    .replace(/^(\s*username: )[\w-]+$/gm, `$1${database.user}`)
    .replace(/^(\s*password: )[\w-]+$/gm, `$1"${database.password}"`);
}
