import type { Box, Pixels } from './pixels.js';

const WINDOW = 8;
const STEP = 4;
/** For 8 bits, as in the paper. */
const [C1, C2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];

/** What is beyond the picture is black. */
const luma = ({ data, width, height }: Pixels, x: number, y: number): number => {
  if (x < 0 || y < 0 || x >= width || y >= height) return 0;
  const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/**
 * Mean structural similarity of what is in two boxes, laid corner on corner, over the first one's size: 1 = the same
 * (Z. Wang et al., "Image quality assessment: from error visibility to structural similarity", 2004; windows of 8 × 8).
 */
export const ssim = (one: Pixels, box: Box, other: Pixels, otherBox: Box): number => {
  const scores: number[] = [];
  for (let y = 0; y + WINDOW <= box.height; y += STEP) {
    for (let x = 0; x + WINDOW <= box.width; x += STEP) {
      const first = samples(one, box.left + x, box.top + y);
      scores.push(similarity(first, samples(other, otherBox.left + x, otherBox.top + y)));
    }
  }
  return mean(scores);
};

const samples = (picture: Pixels, left: number, top: number): readonly number[] =>
  Array.from({ length: WINDOW * WINDOW }, (_, n) => luma(picture, left + (n % WINDOW), top + Math.floor(n / WINDOW)));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const similarity = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  const varianceA = mean(a.map((value) => (value - meanA) ** 2));
  const varianceB = mean(b.map((value) => (value - meanB) ** 2));
  const covariance = mean(a.map((value, n) => (value - meanA) * ((b[n] ?? 0) - meanB)));
  const level = (2 * meanA * meanB + C1) / (meanA ** 2 + meanB ** 2 + C1);
  return (level * (2 * covariance + C2)) / (varianceA + varianceB + C2);
};
