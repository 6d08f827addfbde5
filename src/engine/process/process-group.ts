import { readdirSync, readFileSync } from 'node:fs';

/**
 * True while somebody in a process group still lives. On Linux by /proc, for there a signal also "reaches" zombies, which a
 * container without an init never loses; elsewhere by the signal 0.
 */
export function isGroupAlive(group: number): boolean {
  if (process.platform === 'linux') return livesInProc(group);
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** proc(5): `pid (name) state ppid pgrp …`; the name may hold spaces and parentheses, so the last `)` counts. */
function livesInProc(group: number): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    const [state, , pgrp] = statFields(name);
    return Number(pgrp) === group && state !== 'Z' && state !== 'X';
  });
}

function statFields(pid: string): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It ended while we looked.
    if (code === 'ENOENT' || code === 'ESRCH') return [];
    throw error;
  }
}
