import { assemblies } from './settings/assemblies.js';
import { callbacks } from './settings/callbacks.js';
import { connections } from './settings/connections.js';
import { doors } from './settings/doors.js';
import { operation } from './settings/operation.js';
import { rendering } from './settings/rendering.js';

/** Every setting there is, by group. `loadConfig`, docs/settings.md and .env.example are all made from this table. */
export const settings = { ...connections, ...rendering, ...assemblies, ...callbacks, ...doors, ...operation } as const;
