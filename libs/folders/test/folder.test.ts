import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliver, formatFolderUrl, identify, openFolder, parseFolderUrl } from '#lib/folders';

let home: string;
let outside: string;
beforeAll(async () => {
  const made = await realpath(await mkdtemp(join(tmpdir(), 'cutroom-folders-')));
  home = join(made, 'home');
  outside = join(made, 'home-of-others');
  await mkdir(join(home, 'sub'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(home, 'a.mp4'), 'a');
  await writeFile(join(home, 'sub', 'b.mp4'), 'b');
  await writeFile(join(outside, 'secret.mp4'), 's');
  await symlink(join(outside, 'secret.mp4'), join(home, 'link.mp4'));
  await symlink(outside, join(home, 'way-out'));
  await symlink(join(home, 'sub', 'b.mp4'), join(home, 'inner.mp4'));
});
afterAll(async () => rm(join(home, '..'), { recursive: true, force: true }));

describe('a folder', () => {
  it('finds what lies in it, also by a link that stays inside', async () => {
    const folder = openFolder(home);
    expect(await folder.file('a.mp4')).toBe(join(home, 'a.mp4'));
    expect(await folder.file('sub/../a.mp4')).toBe(join(home, 'a.mp4'));
    expect(await folder.file(join(home, 'sub', 'b.mp4'))).toBe(join(home, 'sub', 'b.mp4'));
    expect(await folder.file('inner.mp4')).toBe(join(home, 'sub', 'b.mp4'));
    expect(await folder.list((name) => name.endsWith('.mp4'))).toEqual(['a.mp4', 'inner.mp4']);
  });

  it.each([
    '../home-of-others/secret.mp4',
    'link.mp4',
    'way-out/secret.mp4',
    '/etc/passwd',
    'missing.mp4',
    'sub',
    '',
    'a.mp4\0',
  ])('has no file %j', async (path) => {
    await expect(openFolder(home).file(path)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes a finished file whole, replaces what was there, and leaves nothing else', async () => {
    const folder = openFolder(join(home, 'results'));
    for (const text of ['first', 'second']) {
      const from = join(home, 'made');
      await writeFile(from, text);
      const place = await deliver(from, folder, 'asm_001/result.mp4');
      expect(await readFile(place, 'utf8')).toBe(text);
    }
    expect(await readdir(join(home, 'results', 'asm_001'))).toEqual(['result.mp4']);
  });

  it.each(['../x.mp4', '/tmp/x.mp4', 'way-out/x.mp4', 'way-out/new/x.mp4', ''])('takes nothing at %j', async (path) => {
    await expect(deliver(join(home, 'a.mp4'), openFolder(home), path)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readdir(outside)).toEqual(['secret.mp4']);
  });

  it('knows a file again until it is written to', async () => {
    const path = join(home, 'a.mp4');
    const before = await identify(path);
    expect(await identify(path)).toEqual(before);
    await writeFile(path, 'b');
    expect((await identify(path)).checksum).not.toBe(before.checksum);
  });

  it('names its files by URLs that come back as they were', () => {
    const ref = { folder: 'sources', path: 'a %20 b/ü.mp4' };
    expect(parseFolderUrl(formatFolderUrl(ref))).toEqual(ref);
    expect(() => parseFolderUrl('folder://sources')).toThrow();
  });
});
