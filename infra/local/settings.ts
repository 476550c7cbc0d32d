import { resolve } from 'node:path';
import { SetupError } from './failure.js';

export interface StackSettings {
  /** TCP port of the API, 1–65535. */
  readonly port: number;
  /** Address the API binds. A stack on somebody's own machine is nobody else's business unless HOST says so. */
  readonly host: string;
  /** Absolute; holds everything the stack keeps. */
  readonly dataDir: string;
  /** Worker processes, 0–64. */
  readonly workers: number;
}

const wholeNumber = (env: NodeJS.ProcessEnv, name: string, fallback: number, least: number, most: number): number => {
  const text = env[name]?.trim() ?? '';
  const value = text === '' ? fallback : Number(text);
  if (!Number.isInteger(value) || value < least || value > most || /[^0-9]/.test(text)) {
    throw new SetupError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
};

/** @throws SetupError naming the first setting that is wrong; the service's own settings are checked by libs/config. */
export function stackSettings(env: NodeJS.ProcessEnv): StackSettings {
  return {
    port: wholeNumber(env, 'PORT', 8000, 1, 65_535),
    host: env['HOST']?.trim() || '127.0.0.1',
    dataDir: resolve(env['DATA_DIR']?.trim() || '.cutroom'),
    workers: wholeNumber(env, 'WORKERS', 1, 0, 64),
  };
}
