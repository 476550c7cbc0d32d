import type { Setting } from './setting.js';
import type { settings } from './settings.js';

type Table = typeof settings;
type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** All settings, parsed and frozen; the shape follows the table in settings.ts. */
export type Config = {
  readonly [Group in keyof Table]: {
    readonly [Key in keyof Table[Group]]: ValueOf<Table[Group][Key]>;
  };
};
