import type { PermissionLevels } from './permissions.ts';

/** A part of a flow file, as data. */
export type Part = Readonly<Record<string, unknown>>;

/** One way of a feature: what it adds to the flow `demo.own` and its project, and what the workflow owes to it. */
export interface FeatureWay {
  /** Added to `inputs:`, `tasks:` and `triggers:`; other keys of the flow are set. */
  readonly flow?: {
    readonly inputs?: readonly Part[];
    readonly tasks?: readonly Part[];
    readonly triggers?: readonly Part[];
    readonly concurrency?: Part;
    readonly workerGroup?: Part;
  };
  /** Other flows of the project, whole. */
  readonly others?: readonly Part[];
  /** Merged into `gitphony.yaml`, maps key by key. */
  readonly config?: Part;
  /** Jobs that stand in the workflow because of it, with the permissions that each needs for it. */
  readonly jobs?: Readonly<Record<string, PermissionLevels>>;
  /** Permissions that a job needs for it, where the job is there for another reason. */
  readonly permissions?: Readonly<Record<string, PermissionLevels>>;
}

/** A feature by the names of its ways; one of them is mostly `none`. */
export type Feature = Readonly<Record<string, FeatureWay>>;
