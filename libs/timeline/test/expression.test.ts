import fc from 'fast-check';
import { anyText } from '../../../test/factories/any-text.js';
import { type Evaluated, evaluateExpression, MEASURES, parseExpression } from '../src/index.js';

const SIZES = { canvasWidth: 1280, canvasHeight: 720, layerWidth: 300, layerHeight: 80 };

const worked = (text: string, sizes: Parameters<typeof evaluateExpression>[1] = SIZES): Evaluated | string => {
  const read = parseExpression(text);
  return read.kind === 'refused' ? read.message : evaluateExpression(read.expression, sizes);
};

describe('an expression', () => {
  it.each([
    ['W-w-20', 960],
    ['(W-w)/2', 490],
    ['H - h*1.5 - 10', 590],
    ['main_w-overlay_w', 980],
    ['main_h/2-text_h/2', 320],
    ['W-tw-th', 900],
    ['-20', -20],
    ['+(-(-5))', 5],
    ['10-4-3', 3],
    ['80/4/2', 10],
    ['2+3*4', 14],
    ['(2+3)*4', 20],
    ['.5*W', 640],
    ['  W\t-\n w ', 980],
    ['2--3', 5],
  ])('%j is %d', (text, value) => expect(worked(text)).toEqual({ kind: 'value', value }));

  it.each([
    '',
    ' ',
    'W-',
    '*W',
    'W W',
    '(W',
    'W)',
    '()',
    '1e3',
    '0x10',
    'n',
    't',
    'Ww',
    'w;h',
    'if(1,2,3)',
    'random(0)',
    'W%2',
    'W^2',
    'W,h',
    "W':movie=x",
    '1.2.3',
    '5.',
    '٣',
    '__proto__',
    'constructor',
    '1'.repeat(201),
    '('.repeat(150),
  ])('%j is none', (text) => expect(typeof worked(text)).toBe('string'));

  it.each([
    ['W/0', 'divides by zero'],
    ['W/(w-300)', 'divides by zero'],
    ['1/(2-2)+w', 'divides by zero'],
    ['9'.repeat(200), 'more than 16384'],
    [Array(14).fill('99999999999').join('*'), 'more than 16384'],
    ['W*100', 'more than 16384'],
  ])('%j has no place', (text, message) =>
    expect(worked(text)).toEqual({ kind: 'refused', message: expect.stringContaining(message) }),
  );

  it('beyond all numbers is refused, whatever comes after', () => {
    const huge = '9'.repeat(180);
    expect(worked(`${huge}*0`)).toEqual({ kind: 'value', value: 0 });
    const factor = { kind: 'number', value: 1e200 } as const;
    const product = { kind: 'operation', operator: '*', left: factor, right: factor } as const;
    const zero = { kind: 'operation', operator: '*', left: product, right: { kind: 'number', value: 0 } } as const;
    expect(evaluateExpression(zero, SIZES)).toMatchObject({ kind: 'refused' });
  });

  it('waits for sizes that are not known yet, but not to say what is wrong anyway', () => {
    const early = { ...SIZES, layerWidth: null, layerHeight: null };
    expect(worked('W-w', early)).toEqual({ kind: 'unknown' });
    expect(worked('W/2', early)).toEqual({ kind: 'value', value: 640 });
    expect(worked('w/(W-1280)', early)).toMatchObject({ kind: 'refused' });
  });
});

/** Expressions as text, with JavaScript's own value of them. */
const written = fc.letrec<{ sum: string }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...MEASURES.keys()),
    fc.integer({ min: 0, max: 999 }).map(String),
    fc.tuple(fc.nat(99), fc.nat(99)).map(([whole, part]) => `${whole}.${part}`),
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/', ' - '), tie('sum')).map((parts) => parts.join('')),
    tie('sum').map((inner) => `(${inner})`),
    tie('sum').map((inner) => `-(${inner})`),
  ),
})).sum;

const byJavaScript = (text: string): number => {
  const named = text.replace(/[A-Za-z_]+/g, (name) => String(SIZES[MEASURES.get(name) ?? 'canvasWidth']));
  return Number(new Function(`return (${named.replaceAll('--', '- -')});`)());
};

it('means what arithmetic means (fuzz)', () => {
  fc.assert(
    fc.property(
      written.filter((text) => text.length <= 200),
      (text) => {
        const result = worked(text);
        if (typeof result === 'string') throw new Error(`${text}: ${result}`);
        const value = byJavaScript(text);
        if (result.kind === 'value') expect(result.value).toBeCloseTo(value, 6);
        else expect(Number.isFinite(value) && Math.abs(value) <= 16_384 && !text.includes('/')).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

it('answers every text, and nothing but numbers, names and signs is one (fuzz)', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'WwHhtxe_ 0.19+-*/()%,\u0000é'), maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(letters, anyText(60)), (text) => {
      const read = parseExpression(text);
      if (read.kind === 'refused') return expect(read.message).not.toBe('');
      expect(text).toMatch(/^[\s\d.+\-*/()WwHhtxe_a-z]+$/);
      expect(evaluateExpression(read.expression, SIZES)).toHaveProperty('kind');
    }),
    { numRuns: 2000 },
  );
});
