import fc from 'fast-check';
import { anyText } from '../../../test/factories/any-text.js';
import { attachment } from '../src/content-disposition.js';
import { formatObjectUrl, keyProblem, parseObjectUrl, safeFileName } from '../src/index.js';
import { assetKey, compositionPrefix, pendingUploadKey, thumbnailKey, videoKey } from '../src/keys.js';

describe('object URLs', () => {
  it('are read literally', () => {
    expect(parseObjectUrl('s3://bucket/a/b c%20d?e#f.mp4')).toEqual({ bucket: 'bucket', key: 'a/b c%20d?e#f.mp4' });
  });

  it('come back as they were', () => {
    const key = anyText(10, 1).filter((text) => keyProblem(text) === null);
    fc.assert(
      fc.property(key, (text) => {
        const ref = { bucket: 'my-bucket', key: text };
        expect(parseObjectUrl(formatObjectUrl(ref))).toEqual(ref);
      }),
    );
  });

  it.each([
    ['https://bucket/key', 'looks like'],
    ['s3:/bucket/key', 'looks like'],
    ['S3://bucket/key', 'looks like'],
    ['s3://bucket', 'looks like'],
    ['s3://bucket/', 'empty'],
    ['s3:///key', 'bucket name'],
    ['s3://Bucket/key', 'bucket name'],
    ['s3://user:pass@bucket/key', 'bucket name'],
    ['s3://bucket//key', 'empty segment'],
    ['s3://bucket/key/', 'empty segment'],
    ['s3://bucket/../key', '".."'],
    ['s3://bucket/a/./b', '".."'],
    ['s3://bucket/a\nb', 'control'],
    [`s3://bucket/${'é'.repeat(513)}`, 'longer'],
  ])('%j is refused by name', (url, message) => {
    expect(() => parseObjectUrl(url)).toThrow(message);
  });
});

describe('safe file names', () => {
  it.each([
    ['clip.mp4', 'clip.mp4'],
    ['C:\\Users\\me\\My clip (1).MP4', 'My_clip_1_.MP4'],
    ['../../etc/passwd', 'passwd'],
    ['.htaccess', 'htaccess'],
    ['--help', 'help'],
    ['', 'file'],
    ['...', 'file'],
    ['a/..', 'file'],
    ['नमस्ते दुनिया.mp4', 'नमस्ते_दुनिया.mp4'],
    ['e\u0301.mp4', 'é.mp4'],
    ['x\0y\r\n.mp4', 'x_y_.mp4'],
    [`${'n'.repeat(500)}.mp4`, `${'n'.repeat(116)}.mp4`],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('are always usable as the end of a key', () => {
    fc.assert(
      fc.property(anyText(400), (name) => {
        const safe = safeFileName(name);
        expect(keyProblem(safe)).toBeNull();
        expect(safe).not.toMatch(/[/\\]/);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(120);
      }),
    );
  });
});

describe('keys', () => {
  it('look like this', () => {
    expect(assetKey('asset_1', 'my clip.mp4')).toBe('assets/asset_1/my_clip.mp4');
    expect(pendingUploadKey('asset_1', '../x.mp4')).toBe('uploads/asset_1/x.mp4');
    expect(compositionPrefix('comp_1')).toBe('outputs/comp_1/');
    expect(videoKey('comp_1', 3)).toBe('outputs/comp_1/3/video.mp4');
    expect(videoKey('comp_1', 3, 'webm', '480p')).toBe('outputs/comp_1/3/video-480p.webm');
    expect(thumbnailKey('comp_1', 3)).toBe('outputs/comp_1/3/thumbnail.jpg');
  });

  it.each(['', '../x', 'a/b', '-x', 'a'.repeat(129)])('refuse the id %j', (id) => {
    expect(() => assetKey(id, 'x')).toThrow('id');
    expect(() => videoKey(id, 1)).toThrow('id');
  });

  it('refuse an attempt that is not one', () => {
    expect(() => videoKey('comp_1', -1)).toThrow('attempt');
    expect(() => videoKey('comp_1', 1.5)).toThrow('attempt');
  });
});

describe('content disposition', () => {
  it('holds no way out of its quotes', () => {
    expect(attachment('a"b\\c\r\nSet-Cookie: x.mp4')).toBe(
      `attachment; filename="a_b_c__Set-Cookie: x.mp4"; filename*=UTF-8''a%22b%5Cc%0D%0ASet-Cookie%3A%20x.mp4`,
    );
  });
});
