/** Permission → level, as a job of a workflow has them. */
export type PermissionLevels = Readonly<Record<string, 'read' | 'write'>>;

/** Both: the higher level where two speak of one permission. */
export function mergePermissions(a: PermissionLevels, b: PermissionLevels): PermissionLevels {
  const both = { ...a };
  for (const [name, level] of Object.entries(b)) both[name] = level === 'write' ? level : (both[name] ?? level);
  return both;
}
