import { TEXT_STYLE } from '../../../test/factories/timeline.js';
import { toTimeline } from '../src/index.js';
import { request } from './support/request.js';

describe('what overlays mean', () => {
  it('reads text, with its end from either field', () => {
    const base = { type: 'text', content: '100% "नमस्ते"' } as const;
    const { layers } = toTimeline(
      request({
        overlays: [
          { ...base, start_time: 1.5, duration: 2, style: { shadow: true } },
          {
            ...base,
            end_time: 4,
            position: { x: '10%', y: 100 },
            style: { size: 96, color: 'red@0.5', shadow: { x: -3, color: '#000' } },
          },
        ],
      }),
    );
    expect(layers).toEqual([
      {
        kind: 'text',
        ...{ opacity: 1, animation: null },
        pointer: '/overlays/0',
        content: '100% "नमस्ते"',
        x: { kind: 'center' },
        y: { kind: 'center' },
        start: { num: 3, den: 2 },
        end: { num: 7, den: 2 },
        style: { ...TEXT_STYLE, shadow: { x: 2, y: 2, color: '#000000B3' } },
      },
      {
        kind: 'text',
        ...{ opacity: 1, animation: null },
        pointer: '/overlays/1',
        content: '100% "नमस्ते"',
        x: { kind: 'percent', value: 10 },
        y: { kind: 'pixels', value: 100 },
        start: { num: 0, den: 1 },
        end: { num: 4, den: 1 },
        style: { ...TEXT_STYLE, size: 96, color: '#FF000080', shadow: { x: -3, y: 4, color: '#000000FF' } },
      },
    ]);
  });

  it('reads the whole style, with sizes that grow with the letters', () => {
    const style = {
      ...{ bold: true, italic: true, align: 'center' as const, line_height: 1.2, max_width: 400, size: 32 },
      ...{ stroke: {}, background: 'black@0.5' },
    };
    const [layer] = toTimeline(request({ overlays: [{ type: 'text', content: 'x', style }] })).layers;
    expect(layer).toMatchObject({
      style: {
        ...{ bold: true, italic: true, align: 'center', lineHeight: 1.2, maxWidth: 400, background: '#00000080' },
        stroke: { width: 2, color: '#000000FF' },
      },
    });
  });

  it('reads pictures; a watermark stands in a corner where nothing else is said', () => {
    const url = 's3://cutroom/logo.png';
    const { layers } = toTimeline(
      request({
        overlays: [
          { type: 'image', url, width: 200 },
          { type: 'watermark', url, scale: 0.5, position: { x: 8 } },
        ],
      }),
    );
    expect(layers).toMatchObject([
      { kind: 'image', url, size: { width: 200, height: null, scale: null }, x: { kind: 'center' }, opacity: 1 },
      { kind: 'image', size: { scale: 0.5 }, x: { kind: 'pixels', value: 8 }, y: { kind: 'expression' }, opacity: 0.7 },
    ]);
  });

  it('reads captions: at the bottom, unless the request says where', () => {
    const url = 's3://cutroom/a.srt';
    const bottom = toTimeline(request({ overlays: [{ type: 'watermark', url, position: { y: 'H-h-H/20' } }] }))
      .layers[0];
    const overlays = [
      { type: 'captions', url },
      { type: 'captions', url, position: { y: 'top' } },
    ] as const;
    expect(toTimeline(request({ overlays })).layers).toMatchObject([
      { kind: 'captions', x: { kind: 'center' }, y: bottom?.y, placed: false, style: { size: 40, align: 'center' } },
      { kind: 'captions', x: { kind: 'center' }, y: { kind: 'start' }, placed: true },
    ]);
  });

  it('reads a timecode', () => {
    const { layers } = toTimeline(request({ overlays: [{ type: 'timecode', style: { size: 20 } }] }));
    expect(layers).toMatchObject([{ kind: 'timecode', format: 'hh:mm:ss:ff', style: { size: 20 } }]);
  });

  it('reads an animation', () => {
    const animated = { type: 'text', content: 'x', opacity: 0.5, animation: { in: 'pop' } } as const;
    expect(toTimeline(request({ overlays: [animated] })).layers[0]).toMatchObject({
      opacity: 0.5,
      animation: { in: 'pop', out: null, duration: { num: 1, den: 2 } },
    });
  });
});
