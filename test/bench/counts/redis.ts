import { Redis } from 'ioredis';
import type { Tally } from './tally.js';

const number = (info: string, name: string): number =>
  Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);

/**
 * What INFO says: commands by name (`command zadd`; what a script calls counts like what a client sends), all of them, the
 * milliseconds its one thread worked, bytes both ways. Our own question is not in it.
 */
export function parseInfo(info: string): Tally {
  const commands = [...info.matchAll(/^cmdstat_([^:|]+)(?:\|[^:]+)?:calls=(\d+)/gm)]
    .map(([, name = '', calls]) => [`command ${name}`, Number(calls)] as const)
    .filter(([name]) => name !== 'command info');
  const counts: Record<string, number> = {};
  for (const [name, calls] of commands) counts[name] = (counts[name] ?? 0) + calls;
  return {
    ...counts,
    commands: commands.reduce((sum, [, calls]) => sum + calls, 0),
    milliseconds: (number(info, 'used_cpu_user_main_thread') + number(info, 'used_cpu_sys_main_thread')) * 1000,
    'bytes in': number(info, 'total_net_input_bytes'),
    'bytes out': number(info, 'total_net_output_bytes'),
  };
}

export interface RedisCounter {
  tally(): Promise<Tally>;
  close(): void;
}

export function countRedis(url: string): RedisCounter {
  const client = new Redis(url);
  return { tally: async () => parseInfo(await client.info('everything')), close: () => client.disconnect() };
}
