/** What may stand before an SVG's root: byte order mark, space, the XML declaration, comments, a document type. */
const PROLOGUE = /^\uFEFF?(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>)*<(?:\w+:)?svg[\s>/]/i;

const textOf = (head: Buffer): string => {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le');
  return head.toString('utf8');
};

export const isSvg = (head: Buffer): boolean => PROLOGUE.test(textOf(head));

const REFERENCE = /<(?:\w+:)?(\w+)\b[^>]*?\b(?:xlink:)?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/**
 * Whether it would have to load something to look as it was meant. librsvg loads nothing, so this is no guard: it is there for
 * saying so, where a picture with a hole in it would say nothing. Links (`a`) are only links.
 */
export const needsOtherFiles = (svg: Buffer): boolean =>
  [...textOf(svg).matchAll(REFERENCE)].some(([, element = '', double, single]) => {
    const target = (double ?? single ?? '').trim();
    return element.toLowerCase() !== 'a' && target !== '' && !/^(#|data:)/i.test(target);
  });
