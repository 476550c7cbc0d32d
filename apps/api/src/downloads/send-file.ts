import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Request, Response } from 'express';
import { type FileIdentity, identify } from '#lib/folders';
import { type Content, type ObjectStat, serveContent } from '#lib/storage';

const TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.wav': 'audio/wav',
  '.m4a': 'audio/mp4',
};

export interface FileDownload {
  /** A real path: resolve what a client named by `libs/folders` first. */
  readonly path: string;
  /** Default: by the file's ending. */
  readonly contentType?: string;
  /** Saved under this name; default: shown where the client can. */
  readonly downloadName?: string;
}

/** Answers GET and HEAD with a file of this machine: ranges, conditions, ETag. Throws what the file system throws. */
export const sendFile = (request: Request, response: Response, download: FileDownload): Promise<void> =>
  serveContent(contentOf(download), request, response);

const contentOf = ({ path, contentType, downloadName }: FileDownload): Content => ({
  contentType: contentType ?? TYPES[extname(path).toLowerCase()] ?? null,
  downloadName: downloadName ?? null,
  stat: async () => statOf(await identify(path)),
  async open(range, stat) {
    const file = await open(path, 'r');
    if (statOf(await identify(path)).etag === stat.etag) {
      return createReadStream('', { fd: file, ...(range === null ? {} : { start: range.start, end: range.end }) });
    }
    await file.close();
    return null;
  },
});

const statOf = ({ checksum, sizeBytes, modifiedAt }: FileIdentity): ObjectStat => ({
  etag: checksum,
  sizeBytes,
  modifiedAt,
  contentType: null,
});
