import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { CutroomError } from '#lib/contracts';
import { openFolder } from '#lib/folders';
import {
  CompositionRepository,
  connect,
  newCompositionId,
  ProjectExportRepository,
  runMigrations,
} from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';
import { createTestDatabase } from '../../../test/support/database.js';
import { Exporter } from '../src/exports/exporter.js';

const CLAIM = { leaseSeconds: 60, jobTimeoutSeconds: 300, maxFailures: 3 } as const;
const PROJECT = { title: 'Summer', nested: { kept: [1, 2] }, assemblies: [{ file: 'exports/old.mp4' }] };

describe('what is owed to projects', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let dataSource: DataSource;
  let exports: ProjectExportRepository;
  let compositions: CompositionRepository;
  let dir: string;
  const announced: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await connect({ url: database.url, poolSize: 12 });
    await runMigrations(dataSource);
    exports = new ProjectExportRepository(dataSource);
    compositions = new CompositionRepository(dataSource);
    dir = await mkdtemp(join(tmpdir(), 'cutroom-projects-'));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(dir, { recursive: true, force: true });
  });

  const project = async (name: string, content: string): Promise<string> => {
    await mkdir(join(dir, name));
    await writeFile(join(dir, name, 'project.json'), content);
    return join(dir, name);
  };
  const filmOf = async ({ key }: { key: string }) => ({ body: Readable.from([`film ${key}`]) });
  const exporter = (get: (ref: { key: string }) => Promise<{ body: Readable }> = filmOf): Exporter =>
    new Exporter({
      ...{ exports, compositions, projects: openFolder(dir) },
      announce: { settled: async (id) => void announced.push(id) },
      store: { get } as unknown as ObjectStore,
      logger: { info: () => undefined, warn: () => undefined } as unknown as ConstructorParameters<
        typeof Exporter
      >[0]['logger'],
    });
  const finished = async (name: string, file: string): Promise<string> => {
    const compositionId = newCompositionId();
    await exports.create(
      {
        ...{ compositionId, userId: null, config: {}, clientMetadata: null },
        ...{ origin: 'assembly', priority: 'default', requestId: 'r' },
      },
      { project: name, outputFile: `exports/${file}`, request: { bitrate: '5000k', shots: ['shots/001.mp4'] } },
    );
    const { composition } = (await compositions.claim(compositionId, 'w', CLAIM)) as {
      composition: { attempt: number };
    };
    await compositions.complete(compositionId, composition.attempt, {
      result: {
        ...{ bucket: 'cutroom', key: file, contentType: 'video/mp4', sizeBytes: 4 },
        ...{ duration: 3, frames: 72, thumbnail: null },
      },
      ...{ outputUrl: `s3://cutroom/${file}`, metadata: {} },
      metrics: { durationSeconds: 1, cpuSeconds: 1, memoryPeakMb: 1, outputSeconds: 3, ffmpegStats: {} },
    });
    return compositionId;
  };

  it('ten jobs of one project, exported by four workers at once, are all in project.json, which is otherwise as it was', async () => {
    const home = await project('summer', JSON.stringify(PROJECT));
    const names = Array.from({ length: 10 }, (_, index) => `film-${index}.mp4`);
    const ids = await Promise.all(names.map((name) => finished('summer', name)));
    await Promise.all(Array.from({ length: 4 }, () => exporter().run()));
    const { assemblies, ...rest } = JSON.parse(await readFile(join(home, 'project.json'), 'utf8')) as typeof PROJECT;
    expect({ ...rest, assemblies: assemblies.slice(0, 1) }).toEqual(PROJECT);
    const added = assemblies.slice(1) as { job_id?: string; file: string }[];
    expect(added.map(({ job_id }) => job_id).sort()).toEqual([...ids].sort());
    expect(added[0]).toEqual({
      ...{ file: expect.stringMatching(/^exports\/film-\d\.mp4$/), duration: 3, bitrate: '5000k' },
      ...{ shots: ['shots/001.mp4'], job_id: expect.any(String), created_at: expect.any(String) },
    });
    expect((await readdir(join(home, 'exports'))).sort()).toEqual(names);
    expect(await readFile(join(home, 'exports', 'film-3.mp4'), 'utf8')).toBe('film film-3.mp4');
    expect((await readdir(home)).sort()).toEqual(['exports', 'project.json']);
    expect([...announced].sort()).toEqual([...ids].sort());
  });

  it('a second export of the same job, after a worker died in the middle of the first, adds nothing', async () => {
    const home = await project('twice', '{}');
    const id = await finished('twice', 'a.mp4');
    await exporter().run();
    await dataSource.query(
      `UPDATE project_exports SET exported_at = NULL, not_before = now() WHERE composition_id = '${id}'`,
    );
    await exporter().run();
    expect(JSON.parse(await readFile(join(home, 'project.json'), 'utf8'))).toMatchObject({
      assemblies: [{ job_id: id }],
    });
    expect((await exports.get(id))?.exportedAt).not.toBeNull();
  });

  it('a store that is away for a second costs about a second', async () => {
    await project('away', '{}');
    const id = await finished('away', 'a.mp4');
    await exporter(async () => Promise.reject(new CutroomError('STORAGE_ERROR', 'Away.', { transient: true }))).run();
    const owed = await exports.get(id);
    expect([owed?.error, owed?.tries]).toEqual([null, 1]);
    expect((owed?.notBefore.getTime() ?? 0) - Date.now()).toBeLessThan(1_500);
    await dataSource.query('UPDATE project_exports SET not_before = now()');
    await exporter().run();
    expect((await exports.get(id))?.exportedAt).not.toBeNull();
  });

  it('a folder that cannot be written to is tried again, and an error in the end', async () => {
    const home = await project('locked', '{}');
    await writeFile(join(home, 'exports'), 'no directory');
    const id = await finished('locked', 'a.mp4');
    await exporter().run();
    expect(await exports.get(id)).toMatchObject({ error: null, tries: 1 });
    expect(announced).not.toContain(id);
    await dataSource.query(`UPDATE project_exports SET not_before = now(), tries = 11 WHERE composition_id = '${id}'`);
    await exporter().run();
    expect((await exports.get(id))?.error).toBe('The result could not be written into its folder.');
    expect(announced).toContain(id);
  });

  it('a worker that stops breaks off what it is at, takes nothing more, and another goes on at once', async () => {
    const home = await project('stopped', '{}');
    const ids = [await finished('stopped', 'a.mp4'), await finished('stopped', 'b.mp4')];
    const stopping = exporter(async () => ({ body: new Readable({ read: () => void stopping.stop() }) }));
    await stopping.run();
    expect(await readdir(join(home, 'exports'))).toEqual([]);
    await exporter().run();
    expect(await Promise.all(ids.map((id) => exports.get(id)))).toMatchObject(
      ids.map(() => ({ exportedAt: expect.any(Date), tries: 0 })),
    );
  });

  it('a stop does not wait for what hangs', async () => {
    await project('hangs', '{}');
    const id = await finished('hangs', 'a.mp4');
    const calls = { begun: (): void => undefined, wake: (): void => undefined };
    const begun = new Promise<void>((resolve) => Object.assign(calls, { begun: resolve }));
    const asleep = new Promise<void>((resolve) => Object.assign(calls, { wake: resolve }));
    const hanging = exporter(async (ref) => {
      calls.begun();
      await asleep;
      return filmOf(ref);
    });
    const round = hanging.run();
    await begun;
    await hanging.stop(10);
    calls.wake();
    await round;
    await exporter().run();
    expect(await exports.get(id)).toMatchObject({ exportedAt: expect.any(Date), tries: 0 });
  });

  it('one that is called off while its bytes are on their way stays out of the project', async () => {
    const home = await project('called-off', '{}');
    const id = await finished('called-off', 'a.mp4');
    await exporter(async (ref) => {
      expect(await exports.withdraw(id)).toBe(true);
      return filmOf(ref);
    }).run();
    expect(await readdir(join(home, 'exports'))).toEqual([]);
    expect(await readFile(join(home, 'project.json'), 'utf8')).toBe('{}');
    expect(await exports.withdraw(id)).toBe(false);
  });

  it('drafts of workers that died go with the next export, those of living ones stay', async () => {
    const home = await project('drafts', '{}');
    await mkdir(join(home, 'exports'));
    const [dead, alive] = [`.${randomUUID()}.tmp`, `.${randomUUID()}.tmp`];
    for (const name of [dead, alive, 'mine.tmp']) await writeFile(join(home, 'exports', name), 'half');
    for (const name of [dead, 'mine.tmp']) await utimes(join(home, 'exports', name), 1, 1);
    await finished('drafts', 'a.mp4');
    await exporter().run();
    expect((await readdir(join(home, 'exports'))).sort()).toEqual([alive, 'a.mp4', 'mine.tmp'].sort());
  });

  it.each([
    ['no project', '[1]'],
    ['a project whose assemblies are something else', '{"assemblies":{"a":1}}'],
    ['half a project', '{"title":'],
  ])('%s in project.json is an error for good, and stays untouched', async (_, content) => {
    const name = `broken-${content.length}`;
    const home = await project(name, content);
    const id = await finished(name, 'b.mp4');
    await exporter().run();
    expect((await exports.get(id))?.error).toMatch(/project\.json/);
    expect(await readFile(join(home, 'project.json'), 'utf8')).toBe(content);
    expect(await readdir(join(home, 'exports'))).toEqual([]);
  });
});
