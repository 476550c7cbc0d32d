import type { Expression, Operator } from './ast.js';
import { type Token, tokenize } from './tokens.js';

export type Parsed =
  | { readonly kind: 'parsed'; readonly expression: Expression }
  /** Why, in words that follow "cannot be read:". */
  | { readonly kind: 'refused'; readonly message: string };

/** Bounds the depth of the tree, and with it the recursion of whoever walks it. */
export const MAX_EXPRESSION_LENGTH = 200;

/** What a rule made of the tokens, and the first token it left. */
interface Step {
  readonly expression: Expression;
  readonly next: number;
}

class Refusal extends Error {}

/**
 * Reads an expression: `sum = product (("+"|"-") product)*`, `product = factor (("*"|"/") factor)*`,
 * `factor = ("+"|"-") factor | number | size | "(" sum ")"`. Operators of one rank are taken from the left.
 */
export const parseExpression = (text: string): Parsed => {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    return { kind: 'refused', message: `it is longer than ${MAX_EXPRESSION_LENGTH} characters` };
  }
  const read = tokenize(text);
  if (read.kind === 'refused') return read;
  try {
    const { expression, next } = sum(read.tokens, 0);
    const rest = read.tokens[next];
    if (rest !== undefined) throw new Refusal(`character ${rest.at} is too much`);
    return { kind: 'parsed', expression };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', message: error.message };
    throw error;
  }
};

const chain =
  (operators: readonly Operator[], operand: (tokens: readonly Token[], at: number) => Step) =>
  (tokens: readonly Token[], start: number): Step => {
    let { expression, next } = operand(tokens, start);
    for (;;) {
      const token = tokens[next];
      if (token?.kind !== 'operator' || !operators.includes(token.operator)) return { expression, next };
      const right = operand(tokens, next + 1);
      expression = { kind: 'operation', operator: token.operator, left: expression, right: right.expression };
      next = right.next;
    }
  };

const factor = (tokens: readonly Token[], at: number): Step => {
  const token = tokens[at];
  switch (token?.kind) {
    case undefined:
      throw new Refusal('it ends where a number or a size is missing');
    case 'number':
      return { expression: { kind: 'number', value: token.value }, next: at + 1 };
    case 'size':
      return { expression: { kind: 'size', of: token.of }, next: at + 1 };
    case 'open':
      return closed(tokens, sum(tokens, at + 1));
    case 'close':
      throw new Refusal(`character ${token.at} closes what is empty or not open`);
    case 'operator': {
      if (token.operator === '*' || token.operator === '/') {
        throw new Refusal(`before character ${token.at} a number or a size is missing`);
      }
      const { expression, next } = factor(tokens, at + 1);
      return { expression: token.operator === '+' ? expression : { kind: 'negative', of: expression }, next };
    }
  }
};

const closed = (tokens: readonly Token[], { expression, next }: Step): Step => {
  if (tokens[next]?.kind !== 'close') throw new Refusal('a bracket is not closed');
  return { expression, next: next + 1 };
};

const product = chain(['*', '/'], factor);
const sum = chain(['+', '-'], product);
