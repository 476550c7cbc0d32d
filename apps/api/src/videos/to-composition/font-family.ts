/** The style at the end of a font file's name. */
const STYLE = /[-_ ]?(regular|bold|italic|oblique|medium|light|book|bolditalic|boldoblique)$/i;

export interface FontChoice {
  readonly font: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What `NotoSansDevanagari-Bold.ttf`, or a family's own name, means. Null where there is no such font among `families`; where
 * nobody knows them (null), the words of the name are taken for the family.
 */
export const fontChoice = (name: string, families: ReadonlySet<string> | null): FontChoice | null => {
  const bare = name.replace(/^.*[/\\]/, '').replace(/\.(ttf|otf|ttc|woff2?)$/i, '');
  const [style = ''] = STYLE.exec(bare) ?? [];
  const base = bare.slice(0, bare.length - style.length);
  const look = { bold: /bold/i.test(style), italic: /italic|oblique/i.test(style) };
  if (families === null) return { font: base.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'), ...look };
  const found = [...families].find((family) => plain(family) === plain(base));
  const whole = [...families].find((family) => plain(family) === plain(bare));
  if (whole !== undefined) return { font: whole, bold: false, italic: false };
  return found === undefined ? null : { font: found, ...look };
};
