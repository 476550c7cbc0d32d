import type { Request, Response } from 'express';
import type { ObjectRef } from '#lib/contracts';
import { type Content, type ObjectStore, serveContent } from '#lib/storage';

export interface ObjectDownload {
  readonly ref: ObjectRef;
  /** Default: as it was stored. */
  readonly contentType?: string;
  /** Saved under this name; default: shown where the client can. */
  readonly downloadName?: string;
}

/** Answers GET and HEAD with an object of the store, whichever driver it has: for doors whose URLs are their own. */
export const sendObject = (
  request: Request,
  response: Response,
  store: Pick<ObjectStore, 'stat' | 'get'>,
  download: ObjectDownload,
): Promise<void> => serveContent(contentOf(store, download), request, response);

const contentOf = (store: Pick<ObjectStore, 'stat' | 'get'>, { ref, ...wishes }: ObjectDownload): Content => ({
  contentType: wishes.contentType ?? null,
  downloadName: wishes.downloadName ?? null,
  stat: () => store.stat(ref),
  async open(range, stat) {
    const found = await store.get(ref, range === null ? {} : { range });
    if (found.stat.etag === stat.etag) return found.body;
    found.body.destroy();
    return null;
  },
});
