import standaloneCode from 'ajv/dist/standalone/index.js';
import { createAjv } from '../src/plugin-kit/compile-validators.ts';

/**
 * The source of an ES module that exports one validator for each schema, under the schema's key:
 * a function from a value to its violations (empty where it is valid).
 */
export function standaloneValidators(schemas: Readonly<Record<string, object>>): string {
  const ajv = createAjv({ standalone: true });
  const names = Object.keys(schemas);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema({ ...schema, $id: name });
  const code = standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [`check_${name}`, name])));
  const exported = names.map(
    (name) => `export const ${name} = (value) => check_${name}(value) ? [] : check_${name}.errors;`,
  );
  return `${importsForRequires(code)}\n${exported.join('\n')}\n`;
}

/** ajv writes `require("ajv/dist/runtime/…").default` even into ES modules. */
function importsForRequires(code: string): string {
  const imports = new Set<string>();
  const body = code.replaceAll(
    /require\("(ajv\/dist\/runtime\/(\w+))"\)\.default/g,
    (_, path: string, name: string) => {
      imports.add(
        `import module_${name} from '${path}.js';\nconst runtime_${name} = module_${name}.default ?? module_${name};`,
      );
      return `runtime_${name}`;
    },
  );
  return [...imports, body].join('\n');
}
