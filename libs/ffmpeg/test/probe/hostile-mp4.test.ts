import { open, writeFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { rational, ZERO } from '#lib/timeline';
import { cpuSeconds } from '../../../../test/support/cpu.js';
import { boxesIn, readMovie } from '../../src/probe/mp4/boxes.js';
import { readMp4Video } from '../../src/probe/mp4/mp4-video.js';
import { readSampleTable } from '../../src/probe/mp4/sample-table.js';
import { useTempDir } from '../support/temp-dir.js';

const dir = useTempDir();
const STRETCH = { stream: 0, window: { from: ZERO, to: rational(9) }, videoStart: ZERO };
const FREELY = { signal: undefined, deadline: Number.POSITIVE_INFINITY };
const read = (name: string, allowance: Parameters<typeof readMp4Video>[2] = FREELY): ReturnType<typeof readMp4Video> =>
  readMp4Video(dir.path(name), STRETCH, allowance);

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [place, value] of values.entries()) bytes.writeUInt32BE(value, place * 4);
  return bytes;
};
const box = (type: string, body: Buffer): Buffer => Buffer.concat([words(body.length + 8), Buffer.from(type), body]);
const EMPTY = box('free', Buffer.alloc(0));

/** Seconds of CPU. Long before this, everything else that a worker does would have stood still. */
const AT_ONCE = 0.5;

describe('a hostile MP4 file costs next to nothing', () => {
  it('with an index of boxes without end', () => {
    expect(boxesIn(Buffer.alloc(8 * 1000, EMPTY))).toHaveLength(1000);
    expect(() => boxesIn(Buffer.alloc(8 * 1001, EMPTY))).toThrow(RangeError);
  });

  it('with boxes without end in the file itself', async () => {
    await writeFile(dir.path('top'), Buffer.alloc(2 * 1024 ** 2, EMPTY));
    expect(await cpuSeconds(async () => expect(await read('top')).toBeNull())).toBeLessThan(AT_ONCE);
    const file = await open(dir.path('top'), 'r');
    try {
      const reads = jest.spyOn(file, 'read');
      await expect(readMovie(file, FREELY)).rejects.toThrow(RangeError);
      expect(reads).toHaveBeenCalledTimes(1000);
    } finally {
      await file.close();
    }
  });

  it('when nobody waits for it any more, or the time is over', async () => {
    await writeFile(dir.path('plain'), box('ftyp', Buffer.alloc(8)));
    const reason = new Error('cancelled');
    await expect(read('plain', { ...FREELY, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await read('plain', { ...FREELY, deadline: 0 })).toBeNull();
  });
});

describe('tables of samples', () => {
  const SAMPLES = 4;
  const TABLES = {
    stsz: words(0, 100, SAMPLES),
    stts: words(0, 1, SAMPLES, 1),
    stco: words(0, 2, 1000, 2000),
    stsc: words(0, 1, 1, 2, 1),
  };
  const tableOf = (other: Readonly<Record<string, Buffer>>): ReturnType<typeof readSampleTable> =>
    readSampleTable(Object.entries({ ...TABLES, ...other }).map(([type, body]) => ({ type, body })));

  it('are read where they agree', () => {
    expect([...tableOf({}).pos]).toEqual([1000, 1100, 2000, 2100]);
  });

  /** Chunks that hold nothing, again and again from the first one. */
  const CHUNKS = 30_000;
  const backAndForth = Array.from({ length: CHUNKS }, (_, entry) => [entry % 2 === 0 ? 1 : CHUNKS, 0, 1]).flat();
  const MANY = {
    stsz: words(0, 1, 800_000),
    stts: words(0, 1, 800_000, 1),
    stco: words(0, CHUNKS, ...Array<number>(CHUNKS).fill(0)),
  };

  it.each<readonly [string, Readonly<Record<string, Buffer>>]>([
    ['chunks without samples', { stsc: words(0, 1, 1, 0, 1) }],
    ['chunks out of order', { stsc: words(0, 2, 1, 1, 1, 1, 1, 1) }],
    ['chunks that begin with the second', { stsc: words(0, 1, 2, 2, 1) }],
    ['chunks that go back and forth', { ...MANY, stsc: words(0, CHUNKS, ...backAndForth) }],
    ['more chunks than samples', { stco: words(0, 5, 1, 2, 3, 4, 5), stsc: words(0, 1, 1, 1, 1) }],
    ['times for no sample', { stts: words(0, 2, 0, 1, SAMPLES, 1) }],
    ['offsets for no sample', { ctts: words(0, 2, 0, 1, SAMPLES, 1) }],
    ['more key frames than samples', { stss: words(0, 5, 1, 1, 1, 1, 1) }],
    ['key frames without end', { stss: words(0, 0xffffffff, 1) }],
    ['samples without end', { stsz: words(0, 1, 0xffffffff) }],
  ])('are refused for %s, at once', async (_what, other) => {
    expect(await cpuSeconds(() => expect(() => tableOf(other)).toThrow(RangeError))).toBeLessThan(AT_ONCE);
  });
});
