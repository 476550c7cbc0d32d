import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { picture } from '../media/inspect.js';
import { startTestStack, type TestStack } from '../support/stack.js';
import { TURN_TIMEOUT_MS } from '../support/turn.js';

const readme = resolve(import.meta.dirname, '..', '..', 'README.md');
const MARK = '<!-- walk-through: a test runs these commands -->';

let stack: TestStack;
let dir: string;
beforeAll(async () => {
  stack = await startTestStack();
  dir = await mkdtemp(join(tmpdir(), 'cutroom-walk-through-'));
}, TURN_TIMEOUT_MS);
afterAll(async () => {
  await stack?.stop();
  await rm(dir, { recursive: true, force: true });
});

it('the walk-through of the README makes the film it promises', async () => {
  const text = await readFile(readme, 'utf8');
  const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(text.slice(text.indexOf(MARK))) ?? [];
  expect(script).toContain('API=http://localhost:8000');
  const here = script.replace('http://localhost:8000', stack.apiUrl);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', here], { cwd: dir, timeout: 60_000 });
  expect(stdout).toContain('event: completed');
  // 3 s and 3.5 s, less one second of crossfade.
  expect(await picture(join(dir, 'film.mp4'))).toMatchObject({ frames: 165, width: 1280, height: 720, rate: '30/1' });
}, 90_000);
