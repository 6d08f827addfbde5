import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PUBLIC_RELEASE } from '../../tools/taxi/readdress.ts';
import { type GitHubApi, startGitHubApi } from './github-api.ts';
import { startGoogleEmulators } from '../../tools/emulators/google.ts';
import { startTestTaxi } from './taxi.ts';
import { projectRoot } from './tool-paths.ts';

/** What a reader of the guide has: a home, sample months, Google's clouds, and a repository `you/taxi` on GitHub. */
export interface GuideStage {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly github: GitHubApi;
  /** Sample months in place of the public ones. */
  readonly change: (text: string) => string;
  clear(): Promise<void>;
}

/** Sets the stage for the chapters of the guide. Nothing on it is away: downloads, clouds and GitHub are stand-ins on this machine. */
export async function setGuideStage(): Promise<GuideStage> {
  const home = await mkdtemp(join(tmpdir(), 'gitphony-guide-'));
  const [google, taxi, github] = await Promise.all([
    startGoogleEmulators(),
    startTestTaxi(2000),
    startGitHubApi({ repository: 'you/taxi' }),
  ]);
  await writeFile(join(home, 'key.json'), '{"type": "service_account"}\n');
  await makeRemote(home);
  return {
    home,
    env: {
      ...google.env,
      HOME: home,
      GITPHONY: projectRoot,
      GITHUB_API_URL: github.url,
      GITPHONY_TOKEN: 'github_pat_all',
    },
    github,
    change: (text) => text.replaceAll(PUBLIC_RELEASE, taxi.url),
    async clear() {
      await Promise.all([google.stop(), taxi.close(), github.close()]);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A push to GitHub lands in a folder; its hook shows the workflows to the stand-in of GitHub's API, which knows no git. */
async function makeRemote(home: string): Promise<void> {
  const remote = join(home, '.remotes', 'you', 'taxi.git');
  await mkdir(remote, { recursive: true });
  await execa('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', remote]);
  const hook = join(remote, 'hooks', 'post-receive');
  await writeFile(
    hook,
    `#!/usr/bin/env bash
set -euo pipefail
git ls-tree -r --name-only main .github/workflows | while read -r path; do
  printf '{"message": "push", "content": "%s"}' "$(git show "main:$path" | base64 -w0)" |
    curl --silent --show-error --fail --output /dev/null -X PUT -H "Authorization: Bearer $GITPHONY_TOKEN" \\
      --data @- "$GITHUB_API_URL/repos/you/taxi/contents/$path"
done
`,
  );
  await chmod(hook, 0o755);
  await writeFile(
    join(home, '.gitconfig'),
    `[user]\n\tname = You\n\temail = you@example.com\n[url "${join(home, '.remotes')}/"]\n\tpushInsteadOf = https://github.com/\n`,
  );
}
