import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.js';
import type { Row } from './row.js';

/** What one case gave: rows, or why there are none. */
export interface CaseResult {
  readonly case: string;
  readonly runs: number;
  readonly machine: Machine;
  /** Most that other work took of all cores while something was measured, 0–1. */
  readonly busiest: number;
  readonly tookSeconds: number;
  readonly rows?: readonly Row[];
  readonly missing?: string;
  readonly failed?: string;
}

const fileIn = (home: string): string => join(home, 'results.json');

/** Of all cases that were ever measured here, each as it was last. */
export function keptResults(home: string): readonly CaseResult[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(fileIn(home), 'utf8'));
    return Array.isArray(kept) ? (kept as readonly CaseResult[]) : [];
  } catch {
    return [];
  }
}

/** At once, so that a benchmark that is interrupted has not worked for nothing. */
export function keepResult(home: string, result: CaseResult): void {
  const others = keptResults(home).filter((one) => one.case !== result.case);
  writeFileSync(fileIn(home), `${JSON.stringify([...others, result], null, 2)}\n`);
}
