import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Unique to this process, and telling enough to find it: host, process id, and a few random letters. */
export const newWorkerId = (): string => `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
