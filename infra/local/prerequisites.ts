import { spawnSync } from 'node:child_process';
import { SetupError } from './failure.js';
import { onPath, TOOLS, type Tool } from './tools.js';

const MINIMUM_NODE = [20, 19] as const;

/** @throws SetupError where this Node.js is older than what the service needs. */
export function checkNode(version = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = MINIMUM_NODE;
  if (major < needMajor || (major === needMajor && minor < needMinor)) {
    throw new SetupError(`Node.js ${needMajor}.${needMinor} or newer is needed; this is ${version}.`);
  }
}

/** @throws SetupError naming what is missing and how to get it. Installs nothing. */
export function checkPrerequisites(names: readonly string[]): void {
  checkNode();
  const missing = TOOLS.filter((tool) => names.includes(tool.name) && !tool.present());
  if (missing.length > 0) {
    throw new SetupError(advice(missing));
  }
}

const unique = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** The caller chose the program: no package mends that. */
const setByUser = ({ setting }: Tool): boolean => setting !== undefined && Boolean(process.env[setting]?.trim());

function advice(missing: readonly Tool[]): string {
  const misled = missing.find(setByUser);
  if (misled?.setting !== undefined) {
    return `${misled.setting} names ${process.env[misled.setting]}, which is no program that can be run here.`;
  }
  const names = missing.map((tool) => tool.name).join(', ');
  if (process.platform === 'darwin') {
    return `Missing: ${names}. Install with: brew install ${unique(missing.map((tool) => tool.brew)).join(' ')}`;
  }
  const packages = unique(missing.map((tool) => tool.apt)).join(' ');
  const how = onPath('apt-get')
    ? `sudo apt-get install -y ${packages}`
    : `your package manager (in Debian: ${packages})`;
  return `Missing: ${names}. Install with: ${how}`;
}

type Install = (packages: readonly string[]) => boolean;

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' },
  }).status === 0;

/** apt where we are root or may be without a password, brew on macOS; null where nobody may install for us. */
function installer(): { readonly kind: 'apt' | 'brew'; readonly install: Install } | null {
  if (process.platform === 'darwin') {
    return onPath('brew')
      ? { kind: 'brew', install: (packages) => run('brew', ['install', '--quiet', ...packages]) }
      : null;
  }
  if (!onPath('apt-get')) {
    return null;
  }
  const root = process.getuid?.() === 0;
  if (!root && !(onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0)) {
    return null;
  }
  const apt = (...args: readonly string[]): boolean =>
    root ? run('apt-get', args) : run('sudo', ['-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
  const install: Install = (packages) =>
    apt(
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      '-o',
      'Dpkg::Use-Pty=0',
      '-o',
      'DPkg::Lock::Timeout=300',
      ...packages,
    );
  return { kind: 'apt', install: (packages) => install(packages) || (apt('update', '-qq') && install(packages)) };
}

/**
 * Installs what is missing, except the tools named, where that is allowed without asking anybody.
 * @throws SetupError in one sentence where something required is still missing.
 */
export function installPrerequisites(say: (line: string) => void, without: readonly string[] = []): void {
  checkNode();
  const missing = TOOLS.filter((tool) => !without.includes(tool.name) && !tool.present());
  if (missing.length === 0) {
    return;
  }
  if (missing.some(setByUser)) {
    throw new SetupError(advice(missing));
  }
  const by = installer();
  const packages = by === null ? [] : unique(missing.map((tool) => tool[by.kind]));
  if (by !== null && packages.length > 0) {
    say(`Installing ${packages.join(', ')} (once)…`);
    by.install(packages);
  }
  const still = missing.filter((tool) => !tool.present());
  if (still.some((tool) => tool.required)) {
    throw new SetupError(advice(still));
  }
  if (still.length > 0) {
    say(`Going on without ${still.map((tool) => tool.name).join(', ')}. ${advice(still)}`);
  }
}
