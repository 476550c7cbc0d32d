import { XFADE_TRANSITIONS } from '#lib/composition-request';
import { CutroomError } from '#lib/contracts';
import { cpuSeconds } from '../../../../test/support/cpu.js';
import { checkRequest } from '../../src/compositions/check-request.js';

interface Refused {
  readonly code: string;
  readonly details: {
    readonly errors: readonly { readonly pointer: string; readonly message: string }[];
    readonly total?: number;
  };
}

const MIB = 1024 * 1024;
const clip = { url: 's3://cutroom/a.mp4' };
const rules = {
  allows4k: false,
  codecs: null,
  maxSeconds: 180,
  transitions: new Set<string>(XFADE_TRANSITIONS),
  fonts: null,
  checkSource: () => null,
  checkCallback: () => null,
};

const check = (body: unknown): Refused => {
  try {
    checkRequest(body, rules);
  } catch (error) {
    if (error instanceof CutroomError) return error as unknown as Refused;
    throw error;
  }
  throw new Error('was not refused');
};

/** The first one also compiles. */
const RUNS = 3;

const fields = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`clib${i}`, 1]));
const json = (text: string): unknown => JSON.parse(text);

describe('bodies as large as they may be', () => {
  const only = (pointer: string, message: string) => [{ pointer, message }];

  it.each([
    [
      '340 000 clips',
      () => ({ clips: Array.from({ length: 340_000 }, () => ({})) }),
      only('/clips', 'must hold 1 to 200 items'),
    ],
    ['500 000 times null', () => ({ clips: Array(500_000).fill(null) }), only('/clips', 'must hold 1 to 200 items')],
    ['90 000 fields', () => ({ clips: [clip], ...fields(90_000) }), only('', 'must hold at most 1000 fields')],
    [
      '90 000 fields of a clip',
      () => ({ clips: [{ ...clip, ...fields(90_000) }] }),
      only('/clips/0', 'must hold at most 1000 fields'),
    ],
    [
      '500 000 values in metadata',
      () => ({ clips: [clip], metadata: { a: Array(500_000).fill(1) } }),
      only('', 'must hold at most 12000 values'),
    ],
    [
      'a long name over many values',
      () => ({ clips: [clip], ['x'.repeat(MIB / 2)]: Array(11_000).fill('\0') }),
      only('', 'has a field whose name is longer than 1024 characters'),
    ],
    [
      '170 000 levels',
      () => json(`${'{"a":'.repeat(170_000)}1${'}'.repeat(170_000)}`),
      only('', 'is nested too deeply'),
    ],
  ])('says one thing about %s, soon', async (_name, make, errors) => {
    const body = make();
    expect(check(body)).toMatchObject({ code: 'VALIDATION_FAILED', details: { errors } });
    expect(await cpuSeconds(() => check(body), RUNS)).toBeLessThan(0.3);
  });

  it('reports a hundred problems and how many there are, soon', async () => {
    const clips = Array.from({ length: 200 }, () => ({ ...clip, ...fields(55) }));
    const { code, details } = check({ clips });
    expect([code, details.errors.length, details.total]).toEqual(['VALIDATION_FAILED', 100, 11_000]);
    expect(await cpuSeconds(() => check({ clips }), RUNS)).toBeLessThan(0.5);
  });

  it('reports timing problems in the same way', () => {
    const { code, details } = check({
      clips: Array.from({ length: 200 }, () => ({ ...clip, trim_start: 2, trim_end: 1 })),
    });
    expect([code, details.errors.length, details.total]).toEqual(['INVALID_TIMELINE', 100, 200]);
  });

  it('takes the fullest request there can be', () => {
    const full = { ...clip, trim_start: 0, trim_end: 0.5, volume: 1, mute: false, fit: 'cover', transition_in: 'cut' };
    const style = { font: 'Arial', size: 48, color: '#FFF', shadow: { x: 1, y: 1, color: 'red' } };
    const overlay = { type: 'text', content: 'a', position: { x: 1, y: 1 }, start_time: 0, duration: 1, style };
    const body = {
      clips: Array(200).fill(full),
      overlays: Array(200).fill(overlay),
      metadata: { many: Array(2_000).fill(1) },
    };
    expect(checkRequest(body, rules).request).toEqual(body);
  });
});
