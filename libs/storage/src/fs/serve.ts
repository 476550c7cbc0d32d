import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ObjectStore } from '../object-store.js';

/**
 * Answers a request for a presigned URL of the fs driver: GET and HEAD with ranges and conditions, PUT with its limits.
 * Never throws: refusals and faults are answered in the service's error format. Answers 404 where the driver is not `fs`.
 */
export async function serveSignedObject(store: ObjectStore, req: IncomingMessage, res: ServerResponse): Promise<void> {
  throw new Error(`not built yet: ${store.driver} ${req.url} ${res.statusCode}`);
}
