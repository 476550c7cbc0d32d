/** A stretch of text in one look; null = as the style around it says. */
export interface TextRun {
  readonly text: string;
  readonly bold: boolean | null;
  readonly italic: boolean | null;
  readonly underline: boolean;
  readonly strike: boolean;
  /** `#RRGGBBAA`; its opacity is not used. */
  readonly color: string | null;
  readonly font: string | null;
  /** Times the size around it, 0.2–5. */
  readonly scale: number;
}

export const plainRun = (text: string): TextRun => ({
  text,
  bold: null,
  italic: null,
  underline: false,
  strike: false,
  color: null,
  font: null,
  scale: 1,
});
