import { checkSource } from '../src/index.js';

const rules = {
  allowedBuckets: ['cutroom', 'media'],
  allowedHosts: ['cdn.example.com', '*.media.example.org', '203.0.113.7', 'xn--bcher-kva.example'],
};

describe('checkSource', () => {
  it.each([
    's3://cutroom/clip.mp4',
    's3://media/a/b c.mp4',
    'https://cdn.example.com/a.mp4?sig=x',
    'https://CDN.example.com:443/a.mp4',
    'https://a.media.example.org/x',
    'https://a.b.media.example.org/x',
    'https://203.0.113.7/x',
    'https://bücher.example/x',
  ])('lets %s through', (url) => {
    expect(checkSource(url, rules)).toBeNull();
  });

  it.each([
    ['s3://other/clip.mp4', 'bucket other'],
    ['s3://cutroom/../x', '".."'],
    ['s3://cutroom/', 'empty'],
    ['s3://cutroom', 's3://bucket/key'],
    ['http://cdn.example.com/a', 's3:// or https://'],
    ['file:///etc/passwd', 's3:// or https://'],
    ['ftp://cdn.example.com/a', 's3:// or https://'],
    ['concat:a|b', 's3:// or https://'],
    ['/etc/passwd', 's3:// or https://'],
    ['', 's3:// or https://'],
    ['https://', 's3:// or https://'],
    ['https://example.com/a', 'host example.com'],
    ['https://media.example.org/a', 'host media.example.org'],
    ['https://evilmedia.example.org/a', 'host evilmedia'],
    ['https://cdn.example.com.evil.net/a', 'host cdn.example.com.evil.net'],
    ['https://cdn.example.com@evil.net/a', 'user name'],
    ['https://user:secret@cdn.example.com/a', 'user name'],
    ['https://cdn.example.com:8443/a', 'Port 8443'],
    ['https://cdn.example.com./a', 'host cdn.example.com.'],
    ['https://127.0.0.1/a', 'host 127.0.0.1'],
    ['https://0x7f000001/a', 'host 127.0.0.1'],
    ['https://[::1]/a', 'host [::1]'],
    [`https://cdn.example.com/${'a'.repeat(2100)}`, 'longer'],
  ])('refuses %s', (url, message) => {
    expect(checkSource(url, rules)).toContain(message);
  });

  it('says nothing of what may be a secret', () => {
    expect(checkSource('https://user:secret@nowhere.net/path?sig=hidden', rules)).not.toMatch(/secret|hidden|path/);
    expect(checkSource('https://nowhere.net/path?sig=hidden', rules)).not.toMatch(/hidden|path/);
  });

  it('allows no host at all by default, and none by an empty or lone star', () => {
    for (const allowedHosts of [[], [''], ['*'], ['*.']]) {
      expect(checkSource('https://cdn.example.com/a', { allowedBuckets: [], allowedHosts })).toContain('not allowed');
    }
  });

  it('knows ports that were allowed', () => {
    const withPort = { ...rules, allowedPorts: [8443] };
    expect(checkSource('https://cdn.example.com:8443/a', withPort)).toBeNull();
    expect(checkSource('https://cdn.example.com:8444/a', withPort)).toContain('Port 8444');
  });
});
