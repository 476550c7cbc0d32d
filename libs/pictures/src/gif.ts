import type { FileHandle } from 'node:fs/promises';

const SCREEN_END = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const IMAGE_HEADER = 9;

/** Bytes of a colour table as its packed field announces it. */
const tableBytes = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));

/** Whether a GIF holds a second picture. Walks its blocks (GIF89a, appendix A) without reading what is in them. */
export async function isAnimatedGif(file: FileHandle): Promise<boolean> {
  const byteAt = async (position: number): Promise<number | null> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, position);
    return bytesRead === 0 ? null : (buffer[0] ?? null);
  };
  /** Behind a run of sub-blocks, each with its length before it; null where the file breaks off. */
  const behindBlocks = async (from: number): Promise<number | null> => {
    let position = from;
    for (;;) {
      const length = await byteAt(position);
      if (length === null) return null;
      position += 1 + length;
      if (length === 0) return position;
    }
  };
  let position: number | null = SCREEN_END + tableBytes((await byteAt(SCREEN_END - 3)) ?? 0);
  let pictures = 0;
  while (position !== null && pictures < 2) {
    const kind = await byteAt(position);
    if (kind === EXTENSION) position = await behindBlocks(position + 2);
    else if (kind === IMAGE) {
      pictures += 1;
      const table = tableBytes((await byteAt(position + IMAGE_HEADER)) ?? 0);
      position = await behindBlocks(position + 1 + IMAGE_HEADER + table + 1);
    } else position = null;
  }
  return pictures > 1;
}
