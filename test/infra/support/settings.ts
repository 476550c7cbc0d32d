import { settings } from '../../../libs/config/src/settings.js';

const all = Object.values(settings).flatMap((group) =>
  Object.values(group).map(({ name, secret }) => ({ name, secret })),
);

/** Names of everything libs/config reads. */
export const SETTINGS: ReadonlySet<string> = new Set(all.map(({ name }) => name));
export const SECRETS: ReadonlySet<string> = new Set(all.filter(({ secret }) => secret).map(({ name }) => name));
