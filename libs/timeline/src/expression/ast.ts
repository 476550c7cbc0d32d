/** A place worked out from sizes, e.g. `W-w-20`, as a tree. All values are pixels of the output. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'size'; readonly of: Measure }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

export type Operator = '+' | '-' | '*' | '/';

/** Sizes that are known of every layer: the picture it lies on, and its own box. */
export type Measure = 'canvasWidth' | 'canvasHeight' | 'layerWidth' | 'layerHeight';

/** The names of ffmpeg's `overlay` and `drawtext`, which people know. Case tells `W` from `w`. */
export const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ['W', 'canvasWidth'],
  ['H', 'canvasHeight'],
  ['main_w', 'canvasWidth'],
  ['main_h', 'canvasHeight'],
  ['w', 'layerWidth'],
  ['h', 'layerHeight'],
  ['tw', 'layerWidth'],
  ['th', 'layerHeight'],
  ['text_w', 'layerWidth'],
  ['text_h', 'layerHeight'],
  ['overlay_w', 'layerWidth'],
  ['overlay_h', 'layerHeight'],
]);
