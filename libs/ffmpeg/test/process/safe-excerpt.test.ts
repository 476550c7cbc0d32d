import { redactedTail, safeExcerpt } from '../../src/process/index.js';

const cases: readonly (readonly [string, string, string])[] = [
  [
    'paths with spaces',
    '[error] file:/var/lib/cut room/jobs/a b.mp4: Invalid data found when processing input',
    '(file): Invalid data found when processing input',
  ],
  ['addresses of objects in memory', '[h264 @ 0x55d0] [error] no frame!', 'no frame!'],
  [
    'signed URLs',
    '[error] https://s3.example.com/b/k?X-Amz-Signature=abc: Server returned 403',
    '(file): Server returned 403',
  ],
  ['bare paths', '[fatal] Cannot open /etc/passwd, sorry', 'Cannot open (file), sorry'],
  ['relative paths', '[error] Could not write ../work/x.mp4: denied', 'Could not write (file): denied'],
  ['quoted text of the client', "[error] No such filter: 'drawtext=text=my secret'", 'No such filter: (name)'],
  ['control characters', '[error] bad \u0007\u001b[31mtag\u0000', 'bad [31mtag'],
  ['lower levels', '[info] /root/file\n[warning] deprecated', ''],
  ['repetitions', '[error] a\n[error] a\n[error] b', 'a | b'],
  ['an empty log', '', ''],
];

it.each(cases)('is safe to show: %s', (_what, stderr, expected) => {
  expect(safeExcerpt(stderr)).toBe(expected);
});

it('keeps the first complaint, which often is the cause, and the last two', () => {
  expect(safeExcerpt('[error] cause\n[error] b\n[error] c\n[error] d\n')).toBe('cause | c | d');
});

it('of every level, the last lines are fit for a log', () => {
  const flood = Array.from({ length: 30 }, (_, index) => `[info] line ${index}`).join('\n');
  expect(redactedTail(`${flood}\n[error] Cannot open /etc/passwd, sorry\n`, 2)).toEqual([
    '[info] line 29',
    'Cannot open (file), sorry',
  ]);
});

it('is short', () => {
  const flood = Array.from({ length: 500 }, (_, index) => `[error] fault number ${index} ${'x'.repeat(300)}`).join(
    '\n',
  );
  expect(safeExcerpt(flood).length).toBeLessThanOrEqual(240);
});
