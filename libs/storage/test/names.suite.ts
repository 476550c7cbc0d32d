import { bytes, readAll } from './support/bytes.js';
import { drivers, type OpenedDriver } from './support/drivers.js';

const NASTY = [
  'plain.mp4',
  'UPPER.mp4',
  'upper.mp4',
  'a',
  'a/b',
  'a/b/c',
  'a+/b',
  'a~/b',
  'a+',
  'a~',
  'with space and + plus.mp4',
  '100%.mp4',
  '%2e%2e/%2F.mp4',
  '..hidden/...dots',
  '~root',
  '-dash',
  'q?x=1&y=2#frag',
  'semi;colon,comma=equal@at$dollar!',
  'quote\'s "double" `tick`',
  '<xml>&amp;]]>',
  '{}[]()|^*',
  'नमस्ते/दुनिया.mp4',
  'é.mp4', // composed
  'e\u0301.mp4', // decomposed
  'عربي/😀 emoji.mp4',
  'ﬁ ligature',
];

describe.each(drivers)('keys in $name', (driver) => {
  let opened: OpenedDriver;
  const ref = (key: string) => ({ bucket: opened.bucket, key });

  beforeAll(async () => {
    opened = await driver.open();
  });
  afterAll(() => opened.close());

  it('keeps every key apart from every other, and lists them as they were given', async () => {
    for (const [index, key] of NASTY.entries()) await opened.store.put(ref(key), bytes(100 + index, index + 1));
    for (const [index, key] of NASTY.entries()) {
      const content = await readAll((await opened.store.get(ref(key))).body);
      expect([key, content.equals(bytes(100 + index, index + 1))]).toEqual([key, true]);
    }
    const listed: string[] = [];
    for await (const { key } of opened.store.list(opened.bucket, '')) listed.push(key);
    expect(listed.sort()).toEqual([...NASTY].sort());
  });

  it('signs URLs that work for each of them', async () => {
    for (const [index, key] of NASTY.entries()) {
      await opened.store.put(ref(key), bytes(100 + index, index + 1));
      const answer = await fetch(await opened.store.presignGet(ref(key), { expiresInSeconds: 60 }));
      expect([key, answer.status]).toEqual([key, 200]);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes(100 + index, index + 1))).toBe(true);
    }
  });

  it('copies and removes them', async () => {
    const names = driver.exact ? NASTY : NASTY.filter((key) => !/[;,?:@&=+$#]/.test(key));
    for await (const { key } of opened.store.list(opened.bucket, '')) await opened.store.remove(ref(key));
    for (const key of names) {
      await opened.store.put(ref(key), Buffer.from(key));
      await opened.store.copy(ref(key), ref(`copies/${key}`));
      await opened.store.remove(ref(key));
    }
    const listed: string[] = [];
    for await (const { key } of opened.store.list(opened.bucket, '')) listed.push(key);
    expect(listed.sort()).toEqual(names.map((key) => `copies/${key}`).sort());
  });

  it.each(['', '/a', 'a/', 'a//b', '.', '..', 'a/../b', 'a/./b', 'nul\0', 'line\nbreak', '\ud800', 'k'.repeat(1025)])(
    'refuses the key %j everywhere',
    async (key) => {
      const refusal = { code: 'VALIDATION_FAILED' };
      await expect(opened.store.put(ref(key), Buffer.from('x'))).rejects.toMatchObject(refusal);
      await expect(opened.store.get(ref(key))).rejects.toMatchObject(refusal);
      await expect(opened.store.stat(ref(key))).rejects.toMatchObject(refusal);
      await expect(opened.store.copy(ref('a'), ref(key))).rejects.toMatchObject(refusal);
      await expect(opened.store.remove(ref(key))).rejects.toMatchObject(refusal);
      await expect(opened.store.presignGet(ref(key), { expiresInSeconds: 1 })).rejects.toMatchObject(refusal);
      await expect(opened.store.presignPut(ref(key), { expiresInSeconds: 1 })).rejects.toMatchObject(refusal);
    },
  );

  it.each(['..', '.tmp', 'a', 'Upper', 'a/b', 'dots..dots', '-x-'])('refuses the bucket %j', async (bucket) => {
    const refusal = { code: 'VALIDATION_FAILED' };
    await expect(opened.store.put({ bucket, key: 'k' }, Buffer.from('x'))).rejects.toMatchObject(refusal);
    await expect(opened.store.ensureBucket(bucket)).rejects.toMatchObject(refusal);
  });
});
