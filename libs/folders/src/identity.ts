import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';

export interface FileIdentity {
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  /** Hex, as long as a sha256; differs where the file was written to, replaced or moved. */
  readonly checksum: string;
}

/**
 * What a file is, without reading it: folders hold more than can be read again for every cut. The change time counts too, which no
 * ordinary program can set back. @param path a real one
 */
export async function identify(path: string): Promise<FileIdentity> {
  const { ino, size, mtimeNs, ctimeNs, mtime } = await stat(path, { bigint: true });
  const checksum = createHash('sha256')
    .update(JSON.stringify([path, ino, size, mtimeNs, ctimeNs].map(String)))
    .digest('hex');
  return { sizeBytes: Number(size), modifiedAt: mtime, checksum };
}
