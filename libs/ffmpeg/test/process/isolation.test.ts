import { readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import { runFfmpeg } from '../../src/process/index.js';
import { testLauncher } from '../support/launcher.js';
import { encoderWith, gone, until } from '../support/processes.js';
import { canBwrap, SANDBOXES } from '../support/sandboxes.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const outside = useTempDir();
const inBwrap = canBwrap ? it : it.skip;
const options = () => ({ workDir: dir.path(), timeoutMs: 30_000 });
const picture = (path: string) => ['-f', 'lavfi', '-i', 'color=red:s=64x64', '-frames:v', '1', '-y', `file:${path}`];

it.each(SANDBOXES.filter((kind) => kind !== 'none'))('has no network in "%s"', async (sandbox) => {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fetchIt = async (kind: typeof sandbox | 'none') => {
    const args = ['-i', `http://127.0.0.1:${port}/clip.mp4`, '-f', 'null', '-'];
    await runFfmpeg(await testLauncher({ sandbox: kind }), args, options()).catch(() => undefined);
  };
  try {
    await fetchIt(sandbox);
    expect(visits).toBe(0);
    await fetchIt('none');
    // The same command reaches the server without a sandbox: the test could have failed.
    expect(visits).toBeGreaterThan(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

inBwrap('sees only its work directory and the inputs named', async () => {
  const launcher = await testLauncher({ sandbox: 'bwrap' });
  await runFfmpeg(await testLauncher({ sandbox: 'none' }), picture(outside.path('input.png')), options());
  await writeFile(outside.path('secret.txt'), 'key');
  await symlink(outside.path('input.png'), dir.path('link.png'));

  const named = ['-i', `file:${outside.path('input.png')}`, '-i', `file:${dir.path('link.png')}`, '-f', 'null', '-'];
  await expect(runFfmpeg(launcher, named, options())).resolves.toMatchObject({ frames: 1 });
  const unnamed = ['-f', 'lavfi', '-i', `movie=${outside.path('input.png')}`, '-frames:v', '1', '-f', 'null', '-'];
  await expect(runFfmpeg(launcher, unnamed, options())).rejects.toMatchObject({ code: 'PROCESSING_FAILED' });
  await expect(runFfmpeg(launcher, picture(outside.path('written.png')), options())).rejects.toMatchObject({
    code: 'PROCESSING_FAILED',
  });
});

inBwrap('can change nothing of what it reads', async () => {
  const source = outside.path('kept.png');
  await runFfmpeg(await testLauncher({ sandbox: 'none' }), picture(source), options());
  const before = await readFile(source);
  // By another name than the input's, for ffmpeg itself refuses to write over what it reads.
  const onto = `file:${dirname(source)}/./${basename(source)}`;
  const change = ['-i', `file:${source}`, '-vf', 'negate', '-frames:v', '1', '-update', '1', '-y', onto];
  await expect(runFfmpeg(await testLauncher({ sandbox: 'bwrap' }), change, options())).rejects.toMatchObject({
    code: 'PROCESSING_FAILED',
  });
  expect(await readFile(source)).toEqual(before);
  await runFfmpeg(await testLauncher({ sandbox: 'none' }), change, options());
  expect(await readFile(source)).not.toEqual(before);
});

it.each(SANDBOXES)('gives the child nothing of the environment that is not its own ("%s")', async (sandbox) => {
  const name = `environment-${sandbox}.mkv`;
  process.env['CUTROOM_TEST_SECRET'] = 'hunter2';
  const controller = new AbortController();
  const args = ['-re', '-f', 'lavfi', '-i', 'color=red:s=64x64', '-y', `file:${dir.path(name)}`];
  const run = runFfmpeg(await testLauncher({ sandbox }), args, { ...options(), signal: controller.signal }).catch(
    () => 0,
  );
  try {
    const { pid } = await until(() => encoderWith(name));
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    expect(environment).toContain('LC_ALL=C.UTF-8');
    expect(environment).not.toContain('hunter2');
  } finally {
    delete process.env['CUTROOM_TEST_SECRET'];
    controller.abort();
    await run;
    await gone(name);
  }
});

it('warns once of what a weaker sandbox leaves open', async () => {
  const warnings: string[] = [];
  await testLauncher({ sandbox: 'none', warn: (message) => warnings.push(message) });
  expect(warnings).toContainEqual(expect.stringContaining('only the protocol and format whitelists'));
});
