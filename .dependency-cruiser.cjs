/** The import boundaries of docs/architecture.md. Data flows one way; nothing goes in circles. */
const lib = (...names) => `^libs/(${names.join('|')})/`;
const only = (name, allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^libs/${name}/src` },
  to: { path: '^(libs|apps)/', pathNot: lib(name, ...allowed) },
});
const pure = ['captions', 'timeline', 'composition-request', 'render-plan', 'filter-graph'];
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-deep-lib-imports',
      severity: 'error',
      from: { path: '^(libs/([^/]+)|apps/[^/]+)/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/$2/'] },
    },
    {
      name: 'pure-libs-touch-nothing',
      severity: 'error',
      from: { path: `^libs/(${pure.join('|')})/src` },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    only('contracts', []),
    only('timeline', ['contracts']),
    only('beats', []),
    only('composition-request', ['contracts', 'timeline']),
    only('render-plan', ['contracts', 'timeline']),
    only('filter-graph', ['contracts', 'timeline', 'render-plan']),
    only('ffmpeg', ['contracts', 'timeline', 'render-plan', 'filter-graph']),
    only('text-layout', ['contracts', 'timeline', 'render-plan']),
    only('egress', ['contracts']),
    only('captions', ['contracts', 'timeline']),
    only('pictures', ['contracts']),
    only('sources', ['contracts', 'egress', 'folders']),
    only('callbacks', ['contracts', 'egress']),
    only('storage', ['contracts']),
    only('folders', ['contracts']),
    only('persistence', ['contracts', 'timeline']),
    only('answers', ['contracts', 'persistence']),
    only('queue', ['contracts']),
    only('config', ['contracts']),
    only('observability', ['contracts']),
    {
      name: 'api-never-renders',
      severity: 'error',
      from: { path: '^apps/api/src' },
      to: { path: lib('filter-graph', 'ffmpeg', 'pictures', 'text-layout', 'render-plan') },
    },
    {
      name: 'apps-stay-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-ffmpeg-spawns',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/ffmpeg/', '/test/'] },
      to: { path: '^(node:)?child_process$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['types', 'import', 'node', 'default'], extensions: ['.ts', '.js'] },
  },
};
