import { spawnSync } from 'node:child_process';

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What this machine can do, asked without the code under test. */
export const canBwrap = works('bwrap', '--unshare-net', '--unshare-pid', '--ro-bind', '/', '/', 'true');
export const canUnshare = works('unshare', '--net', 'true') || works('unshare', '--map-root-user', '--net', 'true');

export const SANDBOXES = [
  ...(canBwrap ? (['bwrap'] as const) : []),
  ...(canUnshare ? (['unshare'] as const) : []),
  'none' as const,
];
