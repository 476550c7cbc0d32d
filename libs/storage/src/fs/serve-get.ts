import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Content, serveContent } from '../serve-content.js';
import type { FsObjectStore } from './fs-object-store.js';
import type { SignedGrant } from './signing.js';

export const serveGet = (
  store: FsObjectStore,
  grant: SignedGrant,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => serveContent(granted(store, grant), req, res);

const granted = (store: FsObjectStore, { ref, contentType, downloadName }: SignedGrant): Content => ({
  contentType,
  downloadName,
  stat: () => store.stat(ref),
  async open(range, stat) {
    const found = await store.get(ref, range === null ? {} : { range });
    if (found.stat.etag === stat.etag) return found.body;
    found.body.destroy();
    return null;
  },
});
