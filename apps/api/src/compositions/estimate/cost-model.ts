import { loadOf, type RenderWork } from '#lib/contracts';
import { median } from './median.js';

/** A render that was done from nothing. */
export interface PastRender {
  readonly work: RenderWork;
  /** From claim to result. */
  readonly seconds: number;
  /** Those of them in which its parts were encoded. */
  readonly encoding: number;
}

/** Seconds = overhead + scale × factor of its size × factor of its preset × its load. A factor is 1 where none was seen. */
export interface CostModel {
  readonly overhead: number;
  readonly scale: number;
  readonly sizes: Factors;
  readonly presets: Factors;
}

type Factors = ReadonlyMap<number | string, number>;

/** Measured on two cores with 1080p sources: fetch, probe, join, verify, publish. */
const NONE: Factors = new Map();
const FIRST: CostModel = { overhead: 1.2, scale: 1, sizes: NONE, presets: NONE };
/** So many renders weigh as much as what is assumed without any. */
const TRUST = 1;
const ROUNDS = 6;
/**
 * Learns from past renders, newest anywhere among them. Medians throughout, so that a few renders on a busy machine do not
 * matter; what is seldom seen stays near what holds for all. Pure.
 */
export const fitCosts = (history: readonly PastRender[]): CostModel => {
  let model = FIRST;
  for (let round = 0; history.length > 0 && round < ROUNDS; round += 1) model = refined(model, history);
  return model;
};

/** Each part anew, by what the others leave to explain. */
const refined = ({ sizes: before, presets: known }: CostModel, history: readonly PastRender[]): CostModel => {
  const overhead = median(history.map(({ seconds, encoding }) => seconds - encoding));
  const ratio = ({ work, encoding }: PastRender, sizes: Factors, presets: Factors): number =>
    encoding / (loadOf(work) * factorOf(sizes, work.pixels) * factorOf(presets, work.preset));
  const scale = drawn(median(history.map((one) => ratio(one, before, known))), history.length);
  const sizes = factorsBy(
    history,
    ({ pixels }) => pixels,
    (one) => ratio(one, NONE, known) / scale,
  );
  const presets = factorsBy(
    history,
    ({ preset }) => preset,
    (one) => ratio(one, sizes, NONE) / scale,
  );
  return { overhead, scale, sizes, presets };
};

/** Seconds, where `missing` (0–1) of it has to be encoded. */
export const predict = ({ overhead, scale, sizes, presets }: CostModel, work: RenderWork, missing = 1): number =>
  overhead + missing * scale * factorOf(sizes, work.pixels) * factorOf(presets, work.preset) * loadOf(work);

const factorOf = (factors: Factors, key: number | string): number => factors.get(key) ?? 1;

/** A group of one proves nothing. */
const factorsBy = (
  history: readonly PastRender[],
  keyOf: (work: RenderWork) => number | string,
  ratioOf: (one: PastRender) => number,
): Factors => {
  const groups = new Map<number | string, number[]>();
  for (const one of history) groups.set(keyOf(one.work), [...(groups.get(keyOf(one.work)) ?? []), ratioOf(one)]);
  return new Map([...groups].map(([key, group]) => [key, drawn(median(group), group.length - 1)]));
};

/** Drawn towards 1 while there are few. */
const drawn = (ratio: number, count: number): number => ratio ** (count / (count + TRUST));
