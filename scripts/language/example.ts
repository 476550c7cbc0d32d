import type { CompositionRequest } from '#lib/composition-request';

/** A composition, and what of it is looked at. URLs of the form `media:NAME` stand for files of `media.ts`. */
export interface Tile {
  readonly label: string;
  readonly ask: CompositionRequest;
  readonly see: Sight;
}

/** A frame at so many seconds, the sound as a waveform or by its frequencies, the thumbnail, or what the API says of the result. */
export type Sight =
  | { readonly kind: 'frame'; readonly at: number }
  | { readonly kind: 'sound' }
  | { readonly kind: 'spectrum' }
  | { readonly kind: 'thumbnail' }
  | Telling;

export interface Telling {
  readonly kind: 'told';
  /** Of the API, for the composition of this id. */
  readonly path: (id: string) => string;
  readonly lines: (answer: unknown) => readonly string[];
}

/** Fields and what they do, shown side by side in one picture. */
export interface Example {
  /** Of its picture, docs/images/language/NAME.webp. */
  readonly name: string;
  /** As `fields.ts` writes them. */
  readonly fields: readonly string[];
  readonly says: string;
  readonly columns?: number;
  readonly tiles: readonly Tile[];
}

export interface Chapter {
  readonly title: string;
  /** Fields that begin so are listed in it. */
  readonly fields: RegExp;
  readonly says: string;
  readonly examples: readonly Example[];
}

/** Small, so that the page is; twice what a tile shows. */
const OUTPUT = { resolution: { width: 416, height: 234 }, preset: 'veryfast' } as const;

type Part = Omit<Partial<CompositionRequest>, 'output'> & { readonly output?: CompositionRequest['output'] };

export const DAY = 'media:day.mp4';
export const NIGHT = 'media:night.mp4';
export const PHOTO = 'media:photo.jpg';

/** A composition in which only what is shown is not as usual. */
export const ask = (part: Part): CompositionRequest => ({
  clips: [{ url: DAY, trim_end: 3 }],
  ...part,
  output: { ...OUTPUT, ...part.output },
});

export const frame = (label: string, part: Part, at = 1): Tile => ({
  label,
  ask: ask(part),
  see: { kind: 'frame', at },
});

/** One composition at several moments. */
export const moments = (part: Part, times: readonly number[]): readonly Tile[] =>
  times.map((at) => frame(`${at} s`, part, at));

export const heard = (label: string, part: Part): Tile => ({ label, ask: ask(part), see: { kind: 'sound' } });

/** What `GET …/metadata` says, as lines of text. */
export const told = (label: string, part: Part, lines: Telling['lines'], path: Telling['path'] = METADATA): Tile => ({
  label,
  ask: ask(part),
  see: { kind: 'told', path, lines },
});

export const STATE: Telling['path'] = (id) => `/api/v1/compositions/${id}`;
const METADATA: Telling['path'] = (id) => `${STATE(id)}/metadata`;
