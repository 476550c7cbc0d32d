import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '..', '..');
const make = async (target: string): Promise<string> =>
  (await promisify(execFile)('make', ['--dry-run', '--always-make', target], { cwd: root })).stdout;

describe('.env', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cutroom-test-env-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  /** What a program started in `dir` finds in its environment. */
  const seen = async (env: NodeJS.ProcessEnv): Promise<unknown> => {
    const module = join(root, 'dist/infra/local/env-file.js');
    const script = 'const { PORT, HOST, WORKERS } = process.env; console.log(JSON.stringify({ PORT, HOST, WORKERS }))';
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', module, '-e', script], {
      cwd: dir,
      env,
    });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };

  it('gives its variables to a program, save those that are set, were it to nothing', async () => {
    await writeFile(join(dir, '.env'), '# mine\nPORT=9000\nHOST="127.0.0.2"\nWORKERS=3\n');
    expect(await seen({ PORT: '9100', HOST: '' })).toEqual({ PORT: '9100', HOST: '', WORKERS: '3' });
  });

  it('need not be there', async () => {
    expect(await seen({ PORT: '9100' })).toEqual({ PORT: '9100' });
  });

  it.each(['up', 'demo', 'worker', 'migrate'])('is read by make %s', async (target) => {
    const commands = (await make(target)).split('\n').filter((line) => /dist\/(infra|apps)\/.*\.js$/.test(line));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect(command).toContain('node --import ./dist/infra/local/env-file.js ');
    }
  });
});
