import type { Language } from '../../../plugin-kit/scripts/language.ts';

/** Lua, as Kestra runs it. */
export const lua: Language = {
  family: 'lua',
  name: 'Lua',
  image: 'nickblah/lua',
  extension: '.lua',
  run: 'lua',
};
