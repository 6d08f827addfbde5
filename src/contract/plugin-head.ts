import type { TObject } from './schema.ts';

/** A real flow snippet; validated by one shared test, shown in docs and UI. */
export interface Example {
  readonly title: string;
  /** YAML: a whole flow. */
  readonly code: string;
}

/** What every plugin says of itself. */
export interface PluginHead<P extends TObject> {
  /** Canonical name: `io.kestra.plugin.core.log.Log`. The file's path follows from it. */
  readonly type: string;
  /** Older names that it answers to; `validate` tells who uses one what it is called now. */
  readonly aliases?: readonly string[];
  /** One sentence. */
  readonly title: string;
  /** Set where another type took its place: how to do it now, as a hint (`use ForEach`). `validate` tells it. */
  readonly deprecated?: string;
  /** Markdown. */
  readonly description?: string;
  readonly properties: P;
  readonly examples: readonly Example[];
}

/** Whether the action can carry a task on GitHub; where not, compile refuses it by name with this reason. */
export type GithubSupport =
  | {
      readonly supported: true;
      /** What it does to the KV store: a job that runs tasks may not write, so another one does it after it. */
      readonly keys?: 'read' | 'write';
    }
  | { readonly supported: false; readonly reason: string };
