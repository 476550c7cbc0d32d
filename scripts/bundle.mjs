import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Joins each program of dist/ with everything it imports, in its place: one file to find, read and link instead of
 * thousands. That is most of what starting costs.
 */
const PROGRAMS = ['apps/api/src/main', 'apps/worker/src/main', 'infra/local/up', 'infra/local/demo'];

/** Native or read from where they are installed; and parts of Nest that are not installed. */
const LEFT_OUT = ['sharp', 'msgpackr-extract', '@nestjs/microservices', '@fastify/*'];

/** CommonJS asks for Node's own modules, and for what was left out. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** Positions in other people's code would make the map three times as large; Node reads it before the first line runs. */
const NO_MAP = Buffer.from(JSON.stringify({ version: 3, sources: [''], mappings: 'AAAA' })).toString('base64');
const mapOwnCodeOnly = {
  name: 'map-own-code-only',
  setup: ({ onLoad }) => {
    onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=data:application/json;base64,${NO_MAP}`,
    }));
  },
};

const dist = join(import.meta.dirname, '..', 'dist');
await build({
  entryPoints: PROGRAMS.map((program) => join(dist, `${program}.js`)),
  outdir: dist,
  outbase: dist,
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Entities, migrations and errors are known by the names of their classes.
  keepNames: true,
  external: LEFT_OUT,
  banner: { js: REQUIRE },
  sourcemap: 'linked',
  sourcesContent: false,
  plugins: [mapOwnCodeOnly],
  logLevel: 'warning',
});
