import { rational } from '#lib/timeline';
import { stillCommand } from '../../../src/commands/index.js';

const files = { video: '/job/output.mp4', picture: '/job/still.jpg', sample: '/job/still.gray' };

it('takes one frame as JPEG and as a few grey pixels, from half a frame before it', () => {
  const argv = stillCommand({ fps: rational(30_000, 1001) }, 100, files);
  expect(argv.slice(argv.indexOf('-protocol_whitelist'))).toEqual([
    ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov,nut,matroska,gif'],
    ...['-ss', '3.319984', '-i', 'file:/job/output.mp4'],
    ...['-map', '0:v:0', '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3'],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'],
    ...['-f', 'image2', '-update', '1', 'file:/job/still.jpg'],
    ...['-map', '0:v:0', '-frames:v', '1', '-s', '32x18', '-pix_fmt', 'gray', '-c:v', 'rawvideo'],
    ...['-f', 'rawvideo', 'file:/job/still.gray'],
  ]);
});

it('does not seek to the first frame', () => {
  expect(stillCommand({ fps: rational(30) }, 0, files)).not.toContain('-ss');
});
