/** One line of the report. */
export interface Row {
  /** Name of the case. */
  readonly case: string;
  readonly what: string;
  readonly value: number;
  readonly unit: 'ratio' | '' | 'MB' | 'ms' | 'frames' | 's';
  readonly goal: Goal;
  /** A check that fails is a wrong output, and fails the benchmark; a target that is missed does not. */
  readonly kind: 'check' | 'target';
}

export type Goal =
  | { readonly kind: 'atMost' | 'atLeast' | 'exactly'; readonly value: number }
  /** Nothing is asked of it. */
  | { readonly kind: 'none' };

export type Verdict = 'ok' | 'missed' | 'WRONG' | '';

export const NO_GOAL: Goal = { kind: 'none' };
export const atMost = (value: number): Goal => ({ kind: 'atMost', value });
export const atLeast = (value: number): Goal => ({ kind: 'atLeast', value });
export const exactly = (value: number): Goal => ({ kind: 'exactly', value });

const met = (value: number, goal: Exclude<Goal, { readonly kind: 'none' }>): boolean => {
  switch (goal.kind) {
    case 'atMost':
      return value <= goal.value;
    case 'atLeast':
      return value >= goal.value;
    case 'exactly':
      return value === goal.value;
  }
};

export function verdictOf({ value, goal, kind }: Row): Verdict {
  if (goal.kind === 'none') return '';
  if (met(value, goal)) return 'ok';
  return kind === 'check' ? 'WRONG' : 'missed';
}

const DIGITS: Readonly<Record<Row['unit'], number>> = { ratio: 3, '': 3, MB: 0, ms: 2, frames: 0, s: 2 };

const written = (value: number, unit: Row['unit']): string =>
  `${value.toFixed(DIGITS[unit])}${unit === 'ratio' || unit === '' ? '' : ` ${unit}`}`;

export const valueText = ({ value, unit }: Row): string => written(value, unit);

export function goalText({ goal, unit }: Row): string {
  if (goal.kind === 'none') return '';
  const sign = { atMost: '≤', atLeast: '≥', exactly: '=' }[goal.kind];
  return `${sign} ${written(goal.value, unit)}`;
}
