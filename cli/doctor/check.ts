import type { GithubRepository } from '../../src/github/api/client.ts';
import type { Project } from '../../src/project/project.ts';
import type { ProjectFlows } from '../../src/project/read-flows.ts';

/** Something that is not as it should be. */
export interface Finding {
  /** `error`: must be mended. `warning`: works, but look at it. */
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** What a check looks at. */
export interface Scene {
  readonly project: Project;
  readonly flows: ProjectFlows;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The repository on GitHub. */
export interface GithubScene extends Scene {
  readonly github: GithubRepository;
  readonly defaultBranch: string;
  readonly isPublic: boolean;
  /** When something was pushed last, milliseconds since 1970. */
  readonly pushedAt: number;
}

/** One thing that `doctor` looks at: a file each. No finding means that all is well. */
export type DoctorCheck =
  | {
      readonly name: string;
      readonly where: 'here';
      look(scene: Scene): Promise<readonly Finding[]>;
    }
  | {
      readonly name: string;
      readonly where: 'github';
      look(scene: GithubScene): Promise<readonly Finding[]>;
    };
