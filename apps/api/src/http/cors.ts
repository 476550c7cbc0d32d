import type { CorsOptions, CorsOptionsDelegate } from '@nestjs/common/interfaces/external/cors-options.interface.js';
import type { Request } from 'express';

/** What trusts a few origins with credentials. */
export interface CredentialedDoor {
  /** Nobody else's pages may call it. */
  readonly path: string;
  /** `https://*.example.com` stands for every name below example.com. */
  readonly origins: readonly string[];
}

/** Asked by those pages too, and by all others as everything else is. */
const SHARED = '/health';

/** True where a page of `origin` is one of `patterns`; a pattern's scheme and port must be the origin's own. */
export const originAllowed = (origin: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const [scheme = '', suffix] = pattern.split('://*.');
    if (suffix === undefined) return origin === pattern;
    if (!origin.startsWith(`${scheme}://`) || !origin.endsWith(`.${suffix}`)) return false;
    return /^[a-z0-9.-]+$/.test(origin.slice(scheme.length + 3, -suffix.length - 1));
  });

/** One set of rules for everything, and one of its own for a door that trusts a few origins with credentials. */
export const corsRules =
  (general: CorsOptions, door: CredentialedDoor): CorsOptionsDelegate<Request> =>
  ({ headers: { origin }, path }, answer) => {
    const trusted = origin !== undefined && originAllowed(origin, door.origins);
    if (trusted && [door.path, SHARED].includes(path)) {
      answer(null, { ...general, origin: true, credentials: true, methods: ['GET', 'POST'] });
    } else answer(null, path === door.path ? { origin: false } : general);
  };
