import type { MediaInfo } from '#lib/render-plan';
import { ProbeMemory } from '../src/render/sources/probe-memory.js';

const info = (sizeBytes: number): MediaInfo => ({
  container: 'mov',
  still: false,
  duration: null,
  seekable: true,
  sizeBytes,
  video: null,
  audio: null,
});

describe('what files hold', () => {
  it('is looked up once by all workers together', async () => {
    const shared = new Map<string, MediaInfo>();
    const shelf = {
      find: async (checksum: string) => shared.get(checksum) ?? null,
      keep: async (checksum: string, found: MediaInfo) => void shared.set(checksum, found),
    };
    expect(await new ProbeMemory(shelf).of('a', async () => info(7))).toEqual(info(7));
    expect(await new ProbeMemory(shelf).of('a', () => Promise.reject(new Error('looked again')))).toEqual(info(7));
  });

  it('is looked up once per content', async () => {
    const memory = new ProbeMemory();
    const looks: string[] = [];
    const ask = (checksum: string) =>
      memory.of(checksum, async () => {
        looks.push(checksum);
        return info(looks.length);
      });
    const answers = [await ask('a'), await ask('b'), await ask('a')];
    expect(looks).toEqual(['a', 'b']);
    expect(answers.map(({ sizeBytes }) => sizeBytes)).toEqual([1, 2, 1]);
  });

  it('is looked up again after a look that failed', async () => {
    const memory = new ProbeMemory();
    await expect(memory.of('a', () => Promise.reject(new Error('cut short')))).rejects.toThrow('cut short');
    expect(await memory.of('a', async () => info(7))).toEqual(info(7));
  });

  it('is forgotten where it was not asked for longest', async () => {
    const memory = new ProbeMemory(undefined, 2);
    const looks: string[] = [];
    for (const checksum of ['a', 'b', 'a', 'c', 'a', 'b']) {
      await memory.of(checksum, async () => {
        looks.push(checksum);
        return info(1);
      });
    }
    expect(looks).toEqual(['a', 'b', 'c', 'b']);
  });
});
