import { cpus } from 'node:os';
import type { CompiledLanguage } from './compiled-language.ts';
import { quote } from './shell-command.ts';

/** What the steps of one task are made from. */
export interface CompileStepsParts {
  /** The folder of the task's own that holds the source; absolute. */
  readonly build: string;
  readonly script: string;
  readonly options: readonly string[];
  /** The folder of compiled programs, which other runs use at the same time. Default: none, compile always. */
  readonly cache?: string | undefined;
}

/**
 * Text of which the program's key is made, beside the compiler's own words: everything that decides what comes out. Options for
 * the machine at hand (`-march=native`) hold for its processor only.
 */
export function recipeOf(language: CompiledLanguage, { script, options }: CompileStepsParts): string {
  const native = options.some((option) => option.includes('native')) ? cpus()[0]?.model : undefined;
  return JSON.stringify([language.family, options, native, script]);
}

/**
 * The steps as one shell script: ask the compiler who it is, look for the program under that key, compile and keep it where it
 * is not there, become the program. One process tree and one shell, so that `beforeCommands` may bring the compiler. A program
 * is copied beside its place and renamed into it: two runs that compile the same at once both end with a whole one. Programs
 * that nobody used for 30 days go when a new one comes.
 */
export function compileSteps(language: CompiledLanguage, parts: CompileStepsParts): string {
  const { build, script, options, cache } = parts;
  const command = language.compile(language.sourceFile(script), options.map(quote).join(' '));
  return `build=${quote(build)}
cache=${quote(cache ?? '')}
program="$build/program"
if [ -n "$cache" ]; then
  identity=$(${language.identify} 2>&1) || { printf '%s\\n' "$identity" >&2; exit 127; }
  key=$(printf '%s\\n' "$identity" | cat - "$build/recipe" | { sha256sum 2> /dev/null || shasum -a 256; } | cut -c 1-64)
  [ -z "$key" ] || program="$cache/$key"
fi
if [ -e "$program" ]; then
  touch -c "$program"
else
  (cd "$build" && program=program && ${command}) > "$build/messages" 2>&1 || {
    code=$?
    cat "$build/messages" >&2
    # 127 is the shell's word for a compiler that is not there, which is no fault of the program.
    [ "$code" = 127 ] || : > "$build/failed"
    exit "$code"
  }
  cat "$build/messages"
  if [ "$program" != "$build/program" ]; then
    mkdir -p "$cache"
    find "$cache" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
    cp -R "$build/program" "$program.$$" && { [ -e "$program" ] || mv "$program.$$" "$program"; }
    rm -rf "$program.$$"
    [ -e "$program" ] || program="$build/program"
  fi
fi
exec ${language.run(script)}
`;
}
