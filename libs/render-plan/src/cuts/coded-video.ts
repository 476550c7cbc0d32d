import type { Rational } from '#lib/timeline';

/** The packets of a source's picture, as far as they were read. */
export interface CodedVideo {
  readonly codec: string;
  /** ffprobe's name, e.g. `High`. */
  readonly profile: string;
  readonly timeBase: Rational;
  /** What the file calls the beginning, seconds on its own clock; in-points count from here. */
  readonly start: Rational;
  /** In decoding order, without gaps. */
  readonly packets: readonly CodedPacket[];
  /** Whether it is known that none comes behind them. */
  readonly toTheEnd: boolean;
}

export interface CodedPacket {
  /** Ticks of the time base, on the file's own clock. */
  readonly pts: number;
  /** An IDR picture: nothing that comes after it looks back beyond it. A key frame need not be one (open GOPs). */
  readonly idr: boolean;
}

/** Seconds of a source from its beginning. */
export interface Window {
  readonly from: Rational;
  readonly to: Rational;
}
