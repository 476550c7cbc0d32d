/** What may stand before an SVG's root: byte order mark, space, the XML declaration, comments, a document type. */
const PROLOGUE = /^\uFEFF?(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>)*<(?:\w+:)?svg[\s>/]/i;

const textOf = (head: Buffer): string => {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le');
  return head.toString('utf8');
};

export const isSvg = (head: Buffer): boolean => PROLOGUE.test(textOf(head));
