export interface SpeedUp {
  readonly workers: number;
  /** Over one worker. */
  readonly speedUp: number;
}

const SIZE = 360;
const EDGE = 56;

/** Measured speed-up against workers, beside the line on which every worker counts in full. */
export function speedUpPlot(points: readonly SpeedUp[]): string {
  const most = Math.max(2, ...points.map(({ workers }) => workers));
  const at = (value: number): number => Math.round((value / most) * (SIZE - 2 * EDGE));
  const x = (workers: number): number => EDGE + at(workers);
  const y = (speedUp: number): number => SIZE - EDGE - at(speedUp);
  const ticks = points.flatMap(({ workers }) => [
    `<text x="${x(workers)}" y="${SIZE - EDGE + 18}" text-anchor="middle">${workers}</text>`,
    `<text x="${EDGE - 8}" y="${y(workers) + 4}" text-anchor="end">${workers}</text>`,
  ]);
  const marks = points.map(
    ({ workers, speedUp }) =>
      `<circle cx="${x(workers)}" cy="${y(speedUp)}" r="4" fill="#2f855a"/>` +
      `<text x="${x(workers) + 8}" y="${y(speedUp) + 16}">${speedUp.toFixed(2)}</text>`,
  );
  const line = points.map(({ workers, speedUp }) => `${x(workers)},${y(speedUp)}`).join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" font-family="sans-serif" font-size="13">`,
    '<rect width="100%" height="100%" fill="white"/>',
    '<text x="16" y="24" font-size="16">Speed-up with workers of one core each</text>',
    `<path d="M${EDGE} ${EDGE}V${SIZE - EDGE}H${SIZE - EDGE}" fill="none" stroke="#1a202c"/>`,
    `<path d="M${x(0)} ${y(0)}L${x(most)} ${y(most)}" stroke="#a0aec0" stroke-dasharray="4 3"/>`,
    `<polyline points="${line}" fill="none" stroke="#2f855a" stroke-width="2"/>`,
    ...ticks,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}
