/** A landscape by day or by night, 640 × 360, as an SVG. */
export const scenery = (time: 'day' | 'night', width = 640, height = 360): string => {
  const day = time === 'day';
  const [sky, horizon] = day ? ['#3f8fd8', '#ffd9a0'] : ['#0b1030', '#44326b'];
  const hills = day ? ['#7fb069', '#4f8a4c', '#2f5d3a'] : ['#2c2a55', '#1e2044', '#12142e'];
  const ridge = (base: number, rise: number, phase: number): string =>
    Array.from({ length: 17 }, (_, n) => {
      const x = (n / 16) * width;
      return `L${x.toFixed(0)} ${(height * (base - rise * Math.sin(n * 0.7 + phase))).toFixed(0)}`;
    }).join('');
  const layers = hills.map(
    (color, n) => `<path fill="${color}" d="M0 ${height}${ridge(0.62 + 0.13 * n, 0.09, 2 * n)}L${width} ${height}Z"/>`,
  );
  const houses = Array.from({ length: 6 }, (_, n) => {
    const [x, y] = [width * (0.08 + 0.16 * n), height * (0.8 + 0.05 * (n % 2))];
    const window = day ? '#5b6b7a' : '#ffd34d';
    const roof = `<path fill="#a33b2e" d="M${x - 4} ${y}l24 -16l24 16Z"/>`;
    return `<rect x="${x}" y="${y}" width="40" height="30" fill="${day ? '#f3ead8' : '#332f4d'}"/>${roof}
      <rect x="${x + 8}" y="${y + 9}" width="9" height="9" fill="${window}"/><rect x="${x + 24}" y="${y + 9}" width="9" height="9" fill="${window}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="${sky}"/><stop offset="0.75" stop-color="${horizon}"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#s)"/>${layers.join('')}${houses.join('')}</svg>`;
};

/** What moves across the sky. */
export const disc = (color: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72"><circle cx="36" cy="36" r="32" fill="${color}"/></svg>`;

/** A sign with nothing around it. */
export const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect x="2" y="2" width="116" height="76" rx="16" fill="#ffffff"/>
  <path d="M44 20l38 20l-38 20Z" fill="#d6336c"/></svg>`;
