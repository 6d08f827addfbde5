/**
 * Which folder may import which (house rules; ARCHITECTURE.md shows the picture). A folder may always import itself.
 * Arrows point one way: doors (cli, action) at the top, src/util at the bottom.
 */
const allowed = {
  'src/util': [],
  'src/contract': ['src/util'],
  'src/expressions': ['src/util', 'src/contract'],
  'src/plugin-kit': ['src/util', 'src/contract'],
  'src/storage': ['src/util', 'src/contract'],
  'src/github': ['src/util', 'src/contract'],
  'src/services': ['src/util', 'src/contract'],
  'src/flow': ['src/util', 'src/contract', 'src/expressions'],
  'src/plugins': ['src/util', 'src/contract', 'src/plugin-kit'],
  'src/engine': ['src/util', 'src/contract', 'src/flow', 'src/expressions'],
  'src/project': ['src'],
  'src/flow-tests': ['src'],
  generator: ['src/util', 'src/contract', 'src/flow', 'src/expressions', 'src/plugins', 'src/github'],
  action: ['src', 'generator'],
  cli: ['src', 'generator'],
};

const testFiles = '\\.test\\.ts$';
const folderRules = Object.entries(allowed).map(([folder, targets]) => ({
  name: `${folder.replaceAll('/', '-')}-imports`,
  severity: 'error',
  comment: `${folder} may import ${targets.join(', ') || 'nothing of ours'}`,
  from: { path: `^${folder}/`, pathNot: [testFiles] },
  to: {
    path: '^(src|generator|action|cli|ui|tests|tools|bench)/',
    pathNot: [folder, ...targets].map((target) => `^${target}/`),
  },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'plugin-families-are-islands',
      severity: 'error',
      comment: 'a family may not import another: share through src/plugin-kit',
      from: { path: '^src/plugins/([^/]+)/', pathNot: [testFiles, '^src/plugins/generated/'] },
      to: { path: '^src/plugins/', pathNot: ['^src/plugins/$1/'] },
    },
    {
      // That they load lazily there is held by tools/lazy-packages.test.ts.
      name: 'sdks-only-in-plugins',
      severity: 'error',
      from: { path: '^(src|generator|action|cli)/', pathNot: [testFiles, '^src/plugins/', '^src/services/'] },
      to: { path: 'node_modules/(pg|pg-copy-streams|@google-cloud|@duckdb|@aws-sdk)/' },
    },
    {
      name: 'github-sdks-only-at-the-door',
      severity: 'error',
      from: { path: '^(src|generator|cli)/', pathNot: ['^src/github/', testFiles] },
      to: { path: 'node_modules/(@actions|@octokit)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|generator|action|cli|tools)/', pathNot: [testFiles] },
      to: { path: '(^tests/|\\.test\\.ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated/types)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'], extensions: ['.ts', '.js', '.mjs', '.cjs'] },
  },
};
