import type { FileHandle } from 'node:fs/promises';

/** Of the `name` table: the family, and the family of faces that a family of four styles cannot hold. */
const FAMILY_IDS = [1, 16];
const MAX_TABLES = 200;
const MAX_NAMES_BYTES = 1024 * 1024;
const MAX_FACES = 256;

const read = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

/**
 * Families in an OpenType or TrueType file or collection. Formats: OpenType 1.9.1, "Organization of an OpenType Font" and
 * "name". Empty where it is none; a broken one throws RangeError.
 */
export const familiesIn = async (file: FileHandle): Promise<readonly string[]> => {
  const head = await read(file, 0, 12);
  if (head.length < 12) return [];
  if (head.toString('latin1', 0, 4) !== 'ttcf') return familiesAt(file, 0);
  const faces = Math.min(head.readUInt32BE(8), MAX_FACES);
  const offsets = await read(file, 12, faces * 4);
  const families: string[] = [];
  for (let face = 0; face < faces; face += 1)
    families.push(...(await familiesAt(file, offsets.readUInt32BE(face * 4))));
  return [...new Set(families)];
};

const VERSIONS = [0x00010000, 0x4f54544f, 0x74727565];

const familiesAt = async (file: FileHandle, start: number): Promise<readonly string[]> => {
  const head = await read(file, start, 12);
  if (head.length < 12 || !VERSIONS.includes(head.readUInt32BE(0))) return [];
  const tables = Math.min(head.readUInt16BE(4), MAX_TABLES);
  const directory = await read(file, start + 12, tables * 16);
  for (let at = 0; at < directory.length; at += 16) {
    if (directory.toString('latin1', at, at + 4) !== 'name') continue;
    const length = Math.min(directory.readUInt32BE(at + 12), MAX_NAMES_BYTES);
    return familyNames(await read(file, directory.readUInt32BE(at + 8), length));
  }
  return [];
};

const MACINTOSH = 1;

const familyNames = (table: Buffer): readonly string[] => {
  const count = table.readUInt16BE(2);
  const strings = table.readUInt16BE(4);
  const found = new Set<string>();
  for (let record = 0; record < count; record += 1) {
    const at = 6 + record * 12;
    if (!FAMILY_IDS.includes(table.readUInt16BE(at + 6))) continue;
    const start = strings + table.readUInt16BE(at + 10);
    const text = table.subarray(start, start + table.readUInt16BE(at + 8));
    const name = table.readUInt16BE(at) === MACINTOSH ? text.toString('latin1') : utf16(text);
    if (name.trim() !== '') found.add(name.trim());
  }
  return [...found];
};

const utf16 = (bigEndian: Buffer): string =>
  Buffer.from(bigEndian.subarray(0, bigEndian.length & ~1))
    .swap16()
    .toString('utf16le');
