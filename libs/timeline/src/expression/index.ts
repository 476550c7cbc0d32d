export type { Expression, Measure } from './ast.js';
export { MEASURES } from './ast.js';
export { type Evaluated, evaluateExpression, MAX_POSITION_PIXELS, type Measures } from './evaluate.js';
export { MAX_EXPRESSION_LENGTH, type Parsed, parseExpression } from './parse.js';
