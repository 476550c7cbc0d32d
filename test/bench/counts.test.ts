import { requestName } from './counts/objects.js';
import { parseInfo } from './counts/redis.js';
import { minus, plus, times, total } from './counts/tally.js';

describe('counting', () => {
  it('names requests by what they do to which prefix', () => {
    const names = [
      ['PUT', '/cutroom/parts/abc/def'],
      ['GET', '/cutroom?list-type=2&prefix=parts%2F'],
      ['HEAD', '/cutroom'],
      ['POST', '/cutroom/outputs/comp_1/1/video.mp4?uploads'],
      ['GET', '/other/clip.mp4'],
    ].map(([method = '', url = '']) => requestName(method, url));
    expect(names).toEqual(['PUT parts', 'LIST', 'HEAD bucket', 'POST outputs', 'GET others']);
  });

  it('reads what Redis says of itself, less the question', () => {
    const info = [
      'used_cpu_sys_main_thread:0.5',
      'used_cpu_user_main_thread:1.25',
      'total_net_input_bytes:70',
      'total_net_output_bytes:80',
      'cmdstat_evalsha:calls=3,usec=90,usec_per_call=30.00',
      'cmdstat_config|get:calls=2,usec=9',
      'cmdstat_config|set:calls=1,usec=9',
      'cmdstat_info:calls=9,usec=900',
    ].join('\r\n');
    expect(parseInfo(info)).toEqual({
      'command evalsha': 3,
      'command config': 3,
      commands: 6,
      milliseconds: 1750,
      'bytes in': 70,
      'bytes out': 80,
    });
  });

  it('adds, takes away, scales and sums, names that are missing being 0', () => {
    expect(minus({ a: 3, b: 1 }, { b: 2, c: 1 })).toEqual({ a: 3, b: -1, c: -1 });
    expect(plus({ a: 3 }, { b: 2 })).toEqual({ a: 3, b: 2 });
    expect(times({ a: 3 }, 0.5)).toEqual({ a: 1.5 });
    expect(total({ 'PUT a': 1, 'PUT b': 2, 'GET a': 4 }, 'PUT')).toBe(3);
  });
});
