import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import { availableCores } from './cores.js';
import { crossChecks } from './cross-checks.js';
import type { Machine, RawSettings, Setting } from './setting.js';
import { settings } from './settings.js';

type Table = Readonly<Record<string, Readonly<Record<string, Setting<unknown>>>>>;
type Values = Record<string, Record<string, unknown>>;

/**
 * Reads all settings at once. Variables that are no setting of ours are left alone; an empty one counts as not set.
 * @throws ConfigError with every problem there is.
 */
export function loadConfig(env: NodeJS.ProcessEnv, machine: Machine = { cores: availableCores() }): Config {
  const raw: RawSettings = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [[name, value.trim()]],
    ),
  );
  const problems: string[] = [];
  const config = parseTable(settings, raw, machine, problems);
  problems.push(...crossChecks(config, raw));
  if (problems.length > 0) throw new ConfigError(problems);
  return freeze(config);
}

function parseTable(table: Table, raw: RawSettings, machine: Machine, problems: string[]): Config {
  const values: Values = {};
  for (const [group, members] of Object.entries(table)) {
    values[group] = Object.fromEntries(
      Object.entries(members).map(([key, setting]) => [key, parseSetting(setting, raw, machine, problems)]),
    );
  }
  // The table's own type says what each parser makes: this is the one place where that is taken on trust.
  return values as Values & Config;
}

function parseSetting(setting: Setting<unknown>, raw: RawSettings, machine: Machine, problems: string[]): unknown {
  const given = raw[setting.name] ?? defaultText(setting, raw, machine);
  if (given === undefined) {
    if (setting.fallback.kind === 'required') problems.push(`${setting.name} is required: ${setting.parser.expects}`);
    return setting.absent;
  }
  const value = setting.parser.parse(given);
  // A derived default is wrong only where another variable is, and that one is reported already.
  if (value === undefined && raw[setting.name] !== undefined) {
    const shown = setting.secret ? '' : `, not ${JSON.stringify(given)}`;
    problems.push(`${setting.name} must be ${setting.parser.expects}${shown}`);
  }
  return value;
}

function defaultText({ fallback }: Setting<unknown>, raw: RawSettings, machine: Machine): string | undefined {
  if (fallback.kind === 'value') return fallback.text;
  return fallback.kind === 'derived' ? fallback.text(raw, machine) : undefined;
}

function freeze(config: Config): Config {
  const { sources, storage } = config;
  const allowedBuckets = Object.freeze([...new Set([storage.bucket, ...sources.allowedBuckets])]);
  const complete: Config = { ...config, sources: { ...sources, allowedBuckets } };
  for (const group of Object.values(complete)) Object.freeze(group);
  return Object.freeze(complete);
}
