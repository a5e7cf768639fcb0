// Who may import whom: entry -> capability -> port <- services, tied together in compose.ts alone.

const capabilities = '^src/(call|intake|desk|caller|settings|privacy)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no first room: split the file that both need.',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { circular: true },
    },
    {
      name: 'no-cycles-in-tests',
      comment: 'In the sandbox, a part may know the type of the whole.',
      severity: 'error',
      from: { path: '^test/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody walks in here: use the file or delete it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '^src/entry/[^/]+\\.ts$',
          '^static/[^/]+/index\\.tsx$',
          '^test/.*\\.test\\.tsx?$',
          '^test/fixtures/',
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'unresolvable',
      comment: 'An import that leads nowhere, or a package that package.json does not name.',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependencies-in-the-app',
      comment: 'What is deployed may use only "dependencies".',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-knows-no-tests',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { path: '^test/' },
    },
    {
      name: 'only-compose-builds-services',
      comment: 'The composition root is one file; services may build on each other.',
      severity: 'error',
      from: {
        path: '^(src|static)/',
        pathNot: ['^src/compose(-phone|-admin|-keeping|-trial)?\\.ts$', '^src/services/'],
      },
      to: { path: '^src/services/' },
    },
    {
      name: 'services-see-ports-only',
      comment: 'A service implements a port: it may import the types of a capability, never its decisions.',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: capabilities, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-stay-inside',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: '^(src/entry/|src/compose(-phone|-admin|-keeping|-trial)?\\.ts|static/)' },
    },
    {
      name: 'capabilities-stay-inside',
      comment: 'A capability is given what it needs; it knows no front door, no composition and no screen.',
      severity: 'error',
      from: { path: capabilities },
      to: { path: '^(src/entry/|src/compose(-phone|-admin|-keeping|-trial)?\\.ts|static/)' },
    },
    {
      name: 'capabilities-do-no-io',
      comment:
        'The SDKs that talk to the outside, and the modules of Node that do, belong in src/services. TwiML and the signature check are pure.',
      severity: 'error',
      from: { path: `${capabilities}|^src/contract/` },
      to: {
        path: '(^|/)node_modules/(@forge/|openai/|twilio/(?!lib/(twiml|webhooks)/))|^(node:)?(fs|http|https|http2|net|tls|dgram|dns|child_process|worker_threads|sqlite)(/|$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'front-doors-are-separate',
      comment: 'One bundle per front door: what two of them need lives in a capability.',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { path: '^src/entry/' },
    },
    {
      name: 'only-front-doors-compose',
      severity: 'error',
      from: {
        path: '^(src|static)/',
        pathNot: ['^src/entry/', '^src/compose-(phone|admin|keeping|trial)\\.ts$'],
      },
      to: { path: '^src/compose(-phone|-admin|-keeping|-trial)?\\.ts$' },
    },
    {
      name: 'narrow-imports-of-twilio',
      comment:
        'The whole package adds about 10 MB and 100 ms to every start: import the one file that is needed.',
      severity: 'error',
      from: { path: '^(src|static)/' },
      to: { path: 'node_modules/twilio/(index|lib/index)\\.(js|d\\.ts)$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'screens-see-the-contract-only',
      severity: 'error',
      from: { path: '^static/' },
      to: { path: '^src/', pathNot: '^src/contract/' },
    },
    {
      name: 'screens-are-separate',
      severity: 'error',
      from: { path: '^static/([^/]+)/' },
      to: { path: '^static/([^/]+)/', pathNot: '^static/($1|shared)/' },
    },
    {
      name: 'contract-stands-alone',
      comment: 'Both sides build on it, so it builds on neither.',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { path: '^(src|static)/', pathNot: '^src/contract/' },
    },
    {
      name: 'jsx-under-static-only',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/(react|react-dom|@forge/(react|bridge)|@atlaskit)/' },
    },
    {
      name: 'stand-ins-do-not-know-the-app',
      comment: 'A stand-in that shares code with the app would share its mistakes.',
      severity: 'error',
      from: { path: '^test/sandbox/(forge|twilio|openai|jira)/' },
      to: { path: '^(src|static)/' },
    },
    {
      name: 'sandbox-knows-no-tests',
      severity: 'error',
      from: { path: '^test/sandbox/' },
      to: { path: '^test/(unit|flow|contract|wiring|browser|chaos)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.sandbox|\\.forge-build|dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
