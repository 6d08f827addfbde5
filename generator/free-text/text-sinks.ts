/** What a text becomes where it is rendered into a property. */
export type Sink = 'script' | 'sql' | 'url' | 'program' | 'template' | 'file';

/** Properties, by name, whose text is run, asked for, or says what is run. */
export const sinks: Readonly<Record<string, Sink>> = {
  script: 'script',
  commands: 'script',
  beforeCommands: 'script',
  interpreter: 'script',
  compilerOptions: 'script',
  dependencies: 'program',
  containerImage: 'program',
  profiles: 'program',
  spec: 'program',
  concatJqExpression: 'program',
  sql: 'sql',
  afterSQL: 'sql',
  queries: 'sql',
  expression: 'program',
  uri: 'url',
  url: 'url',
};

/** Properties, by name, that open a file by its address where their text begins with one. */
export const fileSinks: ReadonlySet<string> = new Set([
  'from',
  'items',
  'files',
  'filesMap',
  'inputFiles',
  'databaseUri',
]);

/** Whether what stands at `offset` of a text says which file is opened: nothing fixed stands before it, or no more than a scheme. */
export function choosesFile(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const fixed = before
    .slice(0, before.lastIndexOf('{{'))
    .replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, '')
    .trim();
  return fixed === '' || /^[a-z][a-z0-9+.-]*:\/{2}[^/]*$/.test(fixed);
}

const becomes: Readonly<Record<Sink, string>> = {
  script: 'becomes part of a script',
  sql: 'becomes part of SQL',
  url: 'becomes part of an address',
  program: 'says what is run',
  file: 'says which file is read',
  template: 'is read as a template, which can look up secrets and keys',
};

/** The end of the sentence that begins with the text. */
export function describeSink(sink: Sink): string {
  return becomes[sink];
}

/** How to write it so that the text stays data. */
export function rewriteHint(sink: Sink, shown: string): string {
  const name = shown.match(/\b[A-Za-z_]\w*/g)?.at(-1) ?? 'text';
  const words = `{{ ${shown} | regexReplace('[^A-Za-z0-9_]', '') }}`;
  const upper = name.toUpperCase();
  const hints: Readonly<Record<Sink, string>> = {
    script: `hand it over as data: env: {${upper}: "{{ ${shown} }}"}, and read that variable in the script (in a shell "$${upper}", with the quotes)`,
    sql: `a value: parameters: {${name}: "{{ ${shown} }}"} and :${name} in the SQL (@${name} for BigQuery); a name of a table: a SELECT input, or ${words}`,
    url: `a part of an address: {{ ${shown} | urlencode }}; a whole one: a SELECT input or a text in the flow`,
    file: `write scheme, bucket and folder into the flow: gs://bucket/in/{{ ${shown} | regexReplace('[^A-Za-z0-9_.-]', '') }}; a text that is no address hand over by env`,
    program: `choose by a SELECT input, or keep letters and digits only: ${words}`,
    template: `print it without render(): {{ ${shown} }}`,
  };
  return hints[sink];
}
