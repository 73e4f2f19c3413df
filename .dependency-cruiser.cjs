// The arrows of ARCHITECTURE.md, as a check. Run by `npm run lint`.

/** Rooms of core, in the order an encounter travels: a room may import itself and any room before it. */
const rooms = ['model', 'codesets', 'notes', 'coding', 'groupers', 'edits', 'claims'];
/** Those who look at the finished encounter: each may import every room above, none may import another. */
const viewers = ['audit', 'queries', 'research', 'learning'];
/** What core may take from npm: nothing that prints, reads a file, opens a socket or asks the clock. */
const corePackages = ['@cantoo/pdf-lib', 'big\\.js', 'saxes', 'zod'];

const core = '^packages/core/src';
const either = (names) => `(?:${names.join('|')})`;

const roomRules = rooms.map((room, position) => {
  const later = [...rooms.slice(position + 1), ...viewers];
  return {
    name: `core-${room}-imports-only-what-comes-before`,
    comment: `${room} may import ${[...rooms.slice(0, position), 'errors.ts'].join(', ')} and itself; the dependency has to point the other way.`,
    severity: 'error',
    from: { path: `${core}/${room}/` },
    to: { path: `${core}/${either(later)}/` },
  };
});

const viewerRules = viewers.map((viewer) => ({
  name: `core-${viewer}-stands-alone`,
  comment: `${viewer} may import ${rooms.join(', ')}, errors.ts and itself, but no other view of the encounter.`,
  severity: 'error',
  from: { path: `${core}/${viewer}/` },
  to: { path: `${core}/${either(viewers.filter((other) => other !== viewer))}/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...viewerRules,
    {
      name: 'core-errors-imports-nothing',
      comment: 'errors.ts is imported by every room, so it imports none.',
      severity: 'error',
      from: { path: `${core}/errors\\.ts$` },
      to: { path: `${core}/`, pathNot: `${core}/errors\\.ts$` },
    },
    {
      name: 'core-has-no-other-rooms',
      comment: 'Every file of core lives in a room of ARCHITECTURE.md (or is errors.ts). A new room is a decision: add it there and here.',
      severity: 'error',
      from: {},
      to: { path: `${core}/`, pathNot: `${core}/(?:errors\\.ts$|${either([...rooms, ...viewers])}/)` },
    },
    {
      name: 'core-has-no-other-rooms-that-import',
      comment: 'Every file of core lives in a room of ARCHITECTURE.md (or is errors.ts). A new room is a decision: add it there and here.',
      severity: 'error',
      from: { path: `${core}/`, pathNot: `${core}/(?:errors\\.ts$|${either([...rooms, ...viewers])}/)` },
      to: {},
    },
    {
      name: 'core-has-no-io',
      comment: 'core is a pure function of its arguments and runs in a browser: no file, network, process, clock or other Node built-in.',
      severity: 'error',
      from: { path: `${core}/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-takes-few-packages',
      comment: `core may use ${corePackages.join(', ').replaceAll('\\', '')} from npm. Packages that print or do I/O belong to the faces.`,
      severity: 'error',
      from: { path: `${core}/` },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'],
        pathNot: `node_modules/${either(corePackages)}/`,
      },
    },
    {
      name: 'core-imports-no-other-package',
      comment: 'core knows neither where packs lie (releases) nor who asks (cli).',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: '^packages/(?!core/)' },
    },
    {
      name: 'releases-imports-core-only',
      comment: 'releases turns official files into packs; it knows core and no face.',
      severity: 'error',
      from: { path: '^packages/releases/src/' },
      to: { path: '^packages/(?!core/|releases/)' },
    },
    {
      name: 'cli-imports-core-and-releases-only',
      comment: 'The command line is a thin face over core and releases.',
      severity: 'error',
      from: { path: '^packages/cli/src/' },
      to: { path: '^packages/(?!core/|releases/|cli/)' },
    },
    {
      name: 'source-does-not-import-tests',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: '^(?:packages/[^/]+/test|tests)/' },
    },
    {
      name: 'no-circular-imports',
      comment: 'Two files that import each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable-imports',
      comment: 'bin/medcode.js starts the build, which may not be there yet.',
      severity: 'error',
      from: { pathNot: '^packages/cli/bin/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that is imported stands in the package.json of the workspace that imports it.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/(?:dist|coverage|packs|derived)/' },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['medcode-source', 'types', 'node', 'import', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
