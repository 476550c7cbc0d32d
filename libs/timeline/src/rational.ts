/** An exact number of seconds (or frames per second). Always reduced, `den` > 0, plain JSON. */
export interface Rational {
  readonly num: number;
  readonly den: number;
}
