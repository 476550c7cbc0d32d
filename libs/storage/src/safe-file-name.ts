const MAX_BYTES = 120;

/**
 * The last part of a client's file name, made harmless: letters and digits of any script, `.`, `-` and `_` stay,
 * all else becomes `_`. Never empty, never hidden, at most 120 bytes of UTF-8, the extension kept.
 */
export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+/, '')
    .replace(/[._]+$/, '');
  if (clean === '') return 'file';
  const { stem, extension } = splitExtension(clean);
  return truncate(stem, MAX_BYTES - Buffer.byteLength(extension)) + extension;
}

function splitExtension(name: string): { stem: string; extension: string } {
  const match = /^(.+)(\.[A-Za-z0-9]{1,10})$/.exec(name);
  return { stem: match?.[1] ?? name, extension: match?.[2] ?? '' };
}

function truncate(text: string, maxBytes: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}
