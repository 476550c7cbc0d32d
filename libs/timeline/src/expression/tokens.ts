import { MEASURES, type Measure, type Operator } from './ast.js';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'size'; readonly of: Measure; readonly at: number }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly at: number }
  | { readonly kind: 'open' | 'close'; readonly at: number };

export type Tokens =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly kind: 'refused'; readonly message: string };

/** One token or a run of spaces; anything else stops the reading. */
const NEXT = /\s+|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>[-+*/()])/y;

/** `at` counts characters from 1, as people do. */
export const tokenize = (text: string): Tokens => {
  const tokens: Token[] = [];
  let from = 0;
  while (from < text.length) {
    NEXT.lastIndex = from;
    const match = NEXT.exec(text);
    const at = from + 1;
    if (match === null) return { kind: 'refused', message: `character ${at} is not part of an expression` };
    from = NEXT.lastIndex;
    const { number, name, sign } = match.groups ?? {};
    if (number !== undefined) tokens.push({ kind: 'number', value: Number(number), at });
    if (sign !== undefined) tokens.push(signToken(sign, at));
    if (name === undefined) continue;
    const of = MEASURES.get(name);
    if (of === undefined) return { kind: 'refused', message: `there is no "${name.slice(0, 20)}"` };
    tokens.push({ kind: 'size', of, at });
  }
  return { kind: 'tokens', tokens };
};

const signToken = (sign: string, at: number): Token => {
  switch (sign) {
    case '+':
    case '-':
    case '*':
    case '/':
      return { kind: 'operator', operator: sign, at };
    default:
      return { kind: sign === '(' ? 'open' : 'close', at };
  }
};
