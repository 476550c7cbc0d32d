import { rational } from '#lib/timeline';
import { type StillPlace, stillCommand } from '../../../src/commands/index.js';

const files = { video: '/job/output.mp4', picture: '/job/still.jpg', sample: '/job/still.gray' };
const fps = rational(30_000, 1001);

const argsOf = (place: Partial<StillPlace>): readonly string[] =>
  stillCommand({ fps }, { frame: 0, from: null, choose: 'exact', ...place }, files, { maxPixels: 1_000_000 });

const soughtBy = (place: Partial<StillPlace>): readonly string[] => {
  const argv = argsOf(place);
  return argv.slice(argv.indexOf('concat,mov,nut,matroska,gif') + 1, argv.indexOf('-i'));
};

const ONE = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-frames:v', '1'];

it('takes one frame as JPEG and as a few grey pixels, from half a frame before it', () => {
  const argv = argsOf({ frame: 100 });
  expect(argv.slice(argv.indexOf('-protocol_whitelist'))).toEqual([
    ...['-protocol_whitelist', 'file', '-format_whitelist', 'concat,mov,nut,matroska,gif'],
    ...['-ss', '3.319984', '-i', 'file:/job/output.mp4'],
    ...[...ONE, '-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '3'],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'],
    ...['-f', 'image2', '-update', '1', 'file:/job/still.jpg'],
    ...[...ONE, '-s', '32x18', '-pix_fmt', 'gray', '-c:v', 'rawvideo'],
    ...['-f', 'rawvideo', 'file:/job/still.gray'],
  ]);
});

it('does not seek to the first frame', () => {
  expect(soughtBy({ frame: 0 })).toEqual([]);
});

it('counts frames from a place on the clock of a source, which is held to as many pixels as any', () => {
  expect(soughtBy({ frame: 0, from: rational(4) })).toEqual([
    ...['-seek_timestamp', '1', '-max_pixels', '1000000', '-ss', '3.983317'],
  ]);
});

it('takes the key frame before from half a frame behind, so that it is not one before the place', () => {
  expect(soughtBy({ frame: 0, from: rational(4), choose: 'key frame before' })).toEqual([
    ...['-threads', '1', '-noaccurate_seek', '-skip_frame', 'nokey'],
    ...['-seek_timestamp', '1', '-max_pixels', '1000000', '-ss', '4.016684'],
  ]);
});
