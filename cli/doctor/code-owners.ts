/** A line of CODEOWNERS that names owners, or none. */
interface OwnerRule {
  readonly matches: (path: string) => boolean;
  readonly hasOwners: boolean;
}

/** Whether a path (with `/`, from the root) has an owner: the last line that fits counts, as GitHub has it. */
export function hasOwner(codeOwners: string, path: string): boolean {
  const rules = codeOwners.split('\n').flatMap(readRule);
  return rules.findLast(({ matches }) => matches(path))?.hasOwners ?? false;
}

function readRule(line: string): OwnerRule[] {
  const [pattern, ...owners] = line
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/);
  if (pattern === undefined || pattern === '') return [];
  const expression = toExpression(pattern);
  return [{ matches: (path) => expression.test(path), hasOwners: owners.length > 0 }];
}

/** Patterns are those of .gitignore: one without a slash before its end fits at any depth, and what lies below a folder fits with it. */
function toExpression(pattern: string): RegExp {
  const isAnchored = pattern.replace(/\/$/, '').includes('/');
  const body = pattern
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*\*|\*|\?/g, (sign) => {
      if (sign === '**/') return '(?:.*/)?';
      if (sign === '**') return '.*';
      return sign === '*' ? '[^/]*' : '[^/]';
    });
  // `docs/*` is the files of that folder, not what lies deeper.
  const below = pattern.endsWith('/*') ? '' : pattern.endsWith('/') ? '/.*' : '(?:/.*)?';
  return new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${body}${below}$`);
}
