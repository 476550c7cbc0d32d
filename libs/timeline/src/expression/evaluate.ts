import type { Expression, Measure, Operator } from './ast.js';

/** Pixels; null where a size is not known yet. */
export type Measures = Readonly<Record<Measure, number | null>>;

export type Evaluated =
  | { readonly kind: 'value'; readonly value: number }
  /** It depends on a size that is not known yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly message: string };

/** Beyond every canvas that can be asked for, and still exact everywhere downstream. */
export const MAX_POSITION_PIXELS = 16_384;

const UNKNOWN: Evaluated = { kind: 'unknown' };

/** Works an expression out, in pixels. What is wrong whatever the unknown sizes turn out to be is refused at once. */
export const evaluateExpression = (expression: Expression, measures: Measures): Evaluated => {
  const result = evaluate(expression, measures);
  if (result.kind !== 'value' || Math.abs(result.value) <= MAX_POSITION_PIXELS) return result;
  return { kind: 'refused', message: `This place is more than ${MAX_POSITION_PIXELS} pixels away.` };
};

const evaluate = (expression: Expression, measures: Measures): Evaluated => {
  switch (expression.kind) {
    case 'number':
      return finite(expression.value);
    case 'size': {
      const value = measures[expression.of];
      return value === null ? UNKNOWN : finite(value);
    }
    case 'negative': {
      const inner = evaluate(expression.of, measures);
      return inner.kind === 'value' ? finite(-inner.value) : inner;
    }
    case 'operation':
      return operate(expression.operator, evaluate(expression.left, measures), evaluate(expression.right, measures));
  }
};

const operate = (operator: Operator, left: Evaluated, right: Evaluated): Evaluated => {
  if (left.kind === 'refused') return left;
  if (right.kind === 'refused') return right;
  if (operator === '/' && right.kind === 'value' && right.value === 0) {
    return { kind: 'refused', message: 'This place divides by zero.' };
  }
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  return finite(calculate(operator, left.value, right.value));
};

const calculate = (operator: Operator, left: number, right: number): number => {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
};

const finite = (value: number): Evaluated =>
  Number.isFinite(value) ? { kind: 'value', value } : { kind: 'refused', message: 'This place is beyond all numbers.' };
