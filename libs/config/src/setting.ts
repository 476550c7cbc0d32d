import type { Parser } from './parsers.js';

/** The variables as given, empty ones left out: an empty variable means "not set". */
export type RawSettings = Readonly<Record<string, string | undefined>>;

/** What a default may depend on besides the variables. */
export interface Machine {
  /** Cores this process may really use, ≥ 1. */
  readonly cores: number;
}

/** A default is written as the variable would be, so that it passes through the same parser. */
export type DefaultText = (raw: RawSettings, machine: Machine) => string | undefined;

export type Fallback =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'derived'; readonly text: DefaultText; readonly description: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'required' };

export interface Setting<T> {
  readonly name: string;
  readonly parser: Parser<T>;
  readonly fallback: Fallback;
  readonly description: string;
  /** Its value is never echoed. */
  readonly secret: boolean;
  /** Stands for the value where the setting is absent and has no default. */
  readonly absent?: null;
}

type Described = readonly [description: string, flags?: { readonly secret: boolean }];

const make = <T>(name: string, parser: Parser<T>, fallback: Fallback, [description, flags]: Described): Setting<T> => ({
  name,
  parser,
  fallback,
  description,
  secret: flags?.secret ?? false,
});

export const withDefault = <T>(name: string, parser: Parser<T>, text: string, ...about: Described): Setting<T> =>
  make(name, parser, { kind: 'value', text }, about);

/** `[text, description]`: the default's rule, and how the documentation words it. */
export const derived = <T>(
  name: string,
  parser: Parser<T>,
  [text, description]: readonly [DefaultText, string],
  ...about: Described
): Setting<T> => make(name, parser, { kind: 'derived', text, description }, about);

export const required = <T>(name: string, parser: Parser<T>, ...about: Described): Setting<T> =>
  make(name, parser, { kind: 'required' }, about);

/** As `derived`, but null where its rule gives none. */
export const derivedOptional = <T>(
  name: string,
  parser: Parser<T>,
  rule: readonly [DefaultText, string],
  ...about: Described
): Setting<T | null> => ({ ...derived<T | null>(name, parser, rule, ...about), absent: null });

/** Null where it is not set. */
export const optional = <T>(name: string, parser: Parser<T>, ...about: Described): Setting<T | null> => ({
  ...make<T | null>(name, parser, { kind: 'none' }, about),
  absent: null,
});
