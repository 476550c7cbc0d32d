/** `ffmpeg version 5.1.9-0+deb12u1 Copyright…` → `5.1.9-0+deb12u1`. */
export const versionOf = (text: string): string => /^ffmpeg version (\S+)/m.exec(text)?.[1] ?? 'unknown';

const names = (text: string, row: RegExp): readonly string[] =>
  [...text.matchAll(row)].flatMap(([, name]) => name ?? []).sort();

/** Rows as ` T.C overlay  VV->V  Overlay a video source on top of the input.` (newer versions print two flags). */
export const filterNames = (text: string): readonly string[] => names(text, /^ [T.][S.][C.]? (\w+) +\S+->\S+/gm);

/** Encoders or decoders, rows as ` V....D libx264  libx264 H.264 …`; the legend's rows have `=` for a name. */
export const codecNames = (text: string): readonly string[] => names(text, /^ [VAS][A-Z.]{5} ([\w-]+) /gm);

/** Values of the `transition` option, which end where the next option begins. `custom` takes an expression and is left out. */
export const transitionNames = (text: string): readonly string[] => {
  const from = text.search(/^ +transition +<int>/m);
  const rows = from === -1 ? [] : text.slice(from).split('\n').slice(1);
  const end = rows.findIndex((row) => /^ +\w+ +</.test(row));
  return rows
    .slice(0, end === -1 ? rows.length : end)
    .flatMap((row) => /^ {4,}(\w+) +-?\d+ /.exec(row)?.[1] ?? [])
    .filter((name) => name !== 'custom')
    .sort();
};
