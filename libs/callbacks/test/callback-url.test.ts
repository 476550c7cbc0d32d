import { callbackUrlProblem } from '../src/index.js';

const open = { publicHosts: ['*'], ownHosts: [] };
const problem = (url: string, rules: Parameters<typeof callbackUrlProblem>[1] = open) => callbackUrlProblem(url, rules);

describe('callback URLs', () => {
  it.each([
    'https://example.com/hook',
    'https://hooks.example.com:8443/a?token=b#c',
    'https://EXAMPLE.com',
    'https://8.8.8.8/hook',
    'https://[2606:4700:4700::1111]/',
  ])('%s may be called', (url) => {
    expect(problem(url)).toBeNull();
  });

  it.each([
    ['no URL', ['', 'hook', '//example.com', 'https://', 'https://exa mple.com']],
    ['another scheme', ['http://example.com', 'ftp://example.com', 'file:///etc/passwd', 's3://bucket/key', 'data:,x']],
    ['credentials', ['https://user@example.com', 'https://user:secret@example.com']],
    [
      'loopback',
      ['https://127.0.0.1/', 'https://127.1/', 'https://0x7f.0.0.1/', 'https://2130706433/', 'https://[::1]/'],
    ],
    [
      'private',
      ['https://10.0.0.1/', 'https://192.168.1.1/', 'https://[fd00::1]/', 'https://0/', 'https://100.64.0.1/'],
    ],
    ['metadata', ['https://169.254.169.254/latest/meta-data', 'https://[fd00:ec2::254]/', 'https://168.63.129.16/']],
    ['mapped', ['https://[::ffff:127.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/']],
    [
      'local names',
      ['https://localhost/', 'https://redis/', 'https://a.local/', 'https://x.internal/', 'https://a.localhost/'],
    ],
    ['ports', ['https://example.com:22/', 'https://example.com:6379/', 'https://example.com:80/']],
    ['length', [`https://example.com/${'a'.repeat(2048)}`]],
  ])('%s is refused', (_kind, urls) => {
    expect(urls.filter((url) => problem(url) === null)).toEqual([]);
  });

  it('never repeats more of a URL than its host', () => {
    expect(problem('https://10.0.0.1/hook?token=hunter2')).toBe(
      'must name a host on the public internet, and 10.0.0.1 is none',
    );
    expect(problem('https://user:hunter2@example.com')).not.toContain('hunter2');
  });

  it('a list of hosts keeps all others out', () => {
    const rules = { publicHosts: ['example.com', '*.example.org'], ownHosts: [] };
    expect(problem('https://example.com/', rules)).toBeNull();
    expect(problem('https://a.example.org/', rules)).toBeNull();
    expect(problem('https://a.example.com/', rules)).toContain('may be called back');
    expect(problem('https://example.org/', rules)).toContain('may be called back');
  });

  it('hosts of the operator are called by http, on any port and by names of any kind; only these', () => {
    const rules = { publicHosts: ['*'], ownHosts: ['127.0.0.1', 'orders.internal'] };
    expect(problem('http://127.0.0.1:9000/hook', rules)).toBeNull();
    expect(problem('http://orders.internal/', rules)).toBeNull();
    expect(problem('http://127.0.0.2:9000/hook', rules)).not.toBeNull();
    expect(problem('ftp://orders.internal/', rules)).toBe('must be an https:// URL');
    expect(problem('http://a:b@orders.internal/', rules)).toContain('password');
  });
});
