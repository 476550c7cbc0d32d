import { constants } from 'node:fs';
import {
  access,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { CutroomError, keyProblem } from '#lib/contracts';
import { anyText } from '../../../test/factories/any-text.js';
import { fsFault } from '../src/fs/fs-faults.js';
import { FsObjectStore } from '../src/fs/fs-object-store.js';
import { keyToPath } from '../src/fs/key-path.js';
import { bytes, readAll } from './support/bytes.js';

describe('the fs driver on disk', () => {
  let root: string;
  let store: FsObjectStore;
  const ref = (key: string) => ({ bucket: 'cutroom', key });
  const open = () =>
    new FsObjectStore({ driver: 'fs', root, publicUrl: 'http://localhost', signingSecret: 'a secret of the tests' });
  const put = (key: string) => store.put(ref(key), Buffer.from(key));

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'cutroom-disk-'));
    store = open();
    await store.ensureBucket('cutroom');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('leaves nothing temporary, and a second process sees the same', async () => {
    await put('a/b');
    expect(await readdir(join(root, '.tmp'))).toEqual([]);
    expect((await readAll((await open().get(ref('a/b'))).body)).toString()).toBe('a/b');
  });

  it('leaves nothing temporary after a fault either', async () => {
    const broken = new PassThrough();
    broken.write('half');
    broken.destroy(new Error('socket hang up'));
    await expect(store.put(ref('x'), broken)).rejects.toMatchObject({ code: 'STORAGE_ERROR' });
    expect(await readdir(join(root, '.tmp'))).toEqual([]);
  });

  it('gives a file the tag that its bytes have', async () => {
    const path = join(root, 'local');
    await writeFile(path, bytes(3_000_000));
    const stored = await store.putFile(ref('file'), path);
    expect(stored.etag).toBe((await store.put(ref('bytes'), bytes(3_000_000))).etag);
    expect(stored.etag).not.toBe((await store.put(ref('others'), bytes(2_999_999))).etag);
  });

  it('breaks off a file that is cancelled while it is stored, and leaves nothing of it', async () => {
    const path = join(root, 'local');
    await writeFile(path, bytes(3_000_000));
    const reason = new CutroomError('TIMEOUT', 'Too late.');
    const signal = AbortSignal.abort(reason);
    // Not at the first look.
    const looks = [false];
    Object.defineProperty(signal, 'aborted', { get: () => looks.pop() ?? true });
    await expect(store.putFile(ref('late'), path, { signal })).rejects.toBe(reason);
    expect(await readdir(join(root, '.tmp'))).toEqual([]);
    expect(await readdir(join(root, 'cutroom'))).toEqual([]);
  });

  it('gives different keys different paths inside the bucket, also where capitals do not count', () => {
    const key = anyText(300, 1).filter((text) => keyProblem(text) === null);
    fc.assert(
      fc.property(key, key, (one, other) => {
        const [path, otherPath] = [keyToPath(one), keyToPath(other)];
        expect(path.split('/').every((part) => part.length <= 255 && part !== '..' && part !== '')).toBe(true);
        expect(path).toBe(path.toLowerCase());
        expect(path === otherPath).toBe(one === other);
        expect(otherPath.startsWith(`${path}/`)).toBe(false);
      }),
    );
  });

  it('takes the longest key there is', async () => {
    const key = `${'é'.repeat(500)}/${'X'.repeat(23)}`;
    await put(key);
    const listed: string[] = [];
    for await (const entry of store.list('cutroom', '')) listed.push(entry.key);
    expect(listed).toEqual([key]);
  });

  it('takes the folders away with their last object, but not the bucket', async () => {
    await put('a/b/c');
    await store.remove(ref('a/b/c'));
    expect(await readdir(join(root, 'cutroom'))).toEqual([]);
  });

  it('survives writers and removers of one folder', async () => {
    const work = Array.from({ length: 40 }, async (_, index) => {
      await put(`busy/${index % 3}`);
      await store.remove(ref(`busy/${index % 3}`));
    });
    await Promise.all(work);
    await put('busy/last');
    expect((await store.stat(ref('busy/last'))).sizeBytes).toBe(9);
  });

  it('follows no link out of the bucket, neither as a folder nor as an object', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'cutroom-outside-'));
    await put('secret');
    await symlink(outside, join(root, 'cutroom', 'way+'));
    await symlink(join(root, 'cutroom', 'secret'), join(root, 'cutroom', 'alias'));
    await symlink(root, join(root, 'cutroom', 'up+'));
    await symlink(outside, join(root, 'linked'));
    const refusal = { code: 'STORAGE_ERROR', transient: false };
    for (const key of ['way/out', 'up/x']) {
      await expect(put(key)).rejects.toMatchObject(refusal);
      await expect(store.get(ref(key))).rejects.toMatchObject(refusal);
      await expect(store.remove(ref(key))).rejects.toMatchObject(refusal);
    }
    await expect(store.get(ref('alias'))).rejects.toMatchObject(refusal);
    await expect(store.put({ bucket: 'linked', key: 'x' }, Buffer.from('x'))).rejects.toMatchObject(refusal);
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it('may itself be reached by a link', async () => {
    const link = `${root}-link`;
    await symlink(root, link);
    const linked = new FsObjectStore({
      driver: 'fs',
      root: link,
      publicUrl: 'http://x',
      signingSecret: 'sixteen letters!',
    });
    await linked.put(ref('through'), Buffer.from('x'));
    expect((await store.stat(ref('through'))).sizeBytes).toBe(1);
    await rm(link);
  });

  it('tells a damaged file from an object', async () => {
    await put('cut');
    await put('grown');
    await truncate(join(root, 'cutroom', 'cut'), 20);
    await appendFile(join(root, 'cutroom', 'grown'), 'more');
    await writeFile(join(root, 'cutroom', 'foreign'), 'not ours');
    await writeFile(join(root, 'cutroom', 'empty'), '');
    for (const key of ['cut', 'grown', 'foreign', 'empty']) {
      await expect(store.get(ref(key))).rejects.toMatchObject({ code: 'STORAGE_ERROR', transient: false });
    }
    for await (const { key } of store.list('cutroom', '')) throw new Error(`${key} is listed`);
  });

  it('sweeps what killed writers left, and spares what is being written', async () => {
    await mkdir(join(root, '.tmp'), { recursive: true });
    await writeFile(join(root, '.tmp', 'old'), '');
    await writeFile(join(root, '.tmp', 'new'), '');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(join(root, '.tmp', 'old'), twoDaysAgo, twoDaysAgo);
    await store.ensureBucket('cutroom');
    expect(await readdir(join(root, '.tmp'))).toEqual(['new']);
  });

  it('a ping fails where the directory is gone', async () => {
    await store.ping(1000);
    await rm(root, { recursive: true });
    await expect(store.ping(1000)).rejects.toMatchObject({ code: 'STORAGE_ERROR' });
    await mkdir(root);
  });

  it('a full disk is NO_SPACE', async () => {
    // A device that is always full; only Linux has it.
    const full = await access('/dev/full', constants.W_OK).then(
      () => true,
      () => false,
    );
    const error: unknown = full
      ? await writeFile('/dev/full', 'x').catch((cause: unknown) => cause)
      : Object.assign(new Error('full'), { code: 'ENOSPC' });
    expect(fsFault(error)).toMatchObject({ code: 'NO_SPACE', transient: true });
  });

  it('other faults of the disk keep paths to themselves', () => {
    const denied = Object.assign(new Error(`EACCES ${root}`), { code: 'EACCES' });
    const busy = Object.assign(new Error(`EMFILE ${root}`), { code: 'EMFILE' });
    expect(fsFault(denied)).toMatchObject({ code: 'STORAGE_ERROR', transient: false });
    expect(fsFault(busy)).toMatchObject({ code: 'STORAGE_ERROR', transient: true });
    expect(fsFault(denied).message).not.toContain(root);
  });
});
