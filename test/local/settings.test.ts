import { checkServiceSettings } from '../../infra/local/migrate.js';
import { assertPortFree, freePort } from '../../infra/local/ports.js';
import { checkNode, checkPrerequisites, installPrerequisites } from '../../infra/local/prerequisites.js';
import { reachRedis } from '../../infra/local/redis/reach-redis.js';
import { stackSettings } from '../../infra/local/settings.js';

describe('stackSettings', () => {
  it('has the documented defaults, on this machine only', () => {
    expect(stackSettings({})).toEqual({
      port: 8000,
      host: '127.0.0.1',
      dataDir: `${process.cwd()}/.cutroom`,
      workers: 1,
    });
  });

  it.each([
    [{ PORT: 'eight' }, 'PORT must be a whole number from 1 to 65535, not "eight".'],
    [{ PORT: '0' }, 'PORT must be a whole number from 1 to 65535, not "0".'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 1 to 65535, not "70000".'],
    [{ PORT: '8e3' }, 'PORT must be a whole number from 1 to 65535, not "8e3".'],
    [{ WORKERS: '-1' }, 'WORKERS must be a whole number from 0 to 64, not "-1".'],
    [{ WORKERS: '1.5' }, 'WORKERS must be a whole number from 0 to 64, not "1.5".'],
  ])('refuses %j in one sentence', (env, message) => {
    expect(() => stackSettings(env)).toThrow(message);
  });
});

describe('the checks before anything starts', () => {
  it('names a Redis that cannot be reached, and an address of another machine', async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    await expect(reachRedis(`redis://:secret@${nobody}`)).rejects.toThrow(
      `The Redis at ${nobody} cannot be used: connect ECONNREFUSED ${nobody}`,
    );
    // Of the block for documentation, RFC 5737.
    await expect(assertPortFree(8000, '192.0.2.1')).rejects.toThrow('HOST names 192.0.2.1, which is no address');
  });

  it('names every bad setting of the service in one line', () => {
    const env = { DATABASE_URL: 'postgresql://x/y', REDIS_URL: 'redis://x', DEFAULT_CRF: '99', JOB_TIMEOUT: 'soon' };
    expect(() => checkServiceSettings(env)).toThrow(/^Bad settings: [^\n]*DEFAULT_CRF[^\n]*JOB_TIMEOUT[^\n]*$/);
  });

  it.each(['18.20.4', '20.18.9', '19.9.0'])('refuses Node.js %s', (version) => {
    expect(() => checkNode(version)).toThrow(`Node.js 20.19 or newer is needed; this is ${version}.`);
  });

  it.each(['20.19.0', '22.0.0', '24.1.0'])('takes Node.js %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  describe('of the programs', () => {
    const { PATH, FFMPEG_BIN, FFPROBE_BIN } = process.env;
    beforeEach(() => {
      process.env['PATH'] = '/nonexistent';
    });
    afterEach(() => {
      for (const [name, value] of Object.entries({ PATH, FFMPEG_BIN, FFPROBE_BIN })) {
        if (value === undefined) {
          delete process.env[name];
        } else {
          process.env[name] = value;
        }
      }
    });

    it('says which one is missing and how to get it', () => {
      expect(() => checkPrerequisites(['redis-server'])).toThrow(/^Missing: redis-server\. Install with: .*redis/);
    });

    it('is content with an ffmpeg that the settings name, wherever it is', () => {
      process.env['FFMPEG_BIN'] = process.execPath;
      process.env['FFPROBE_BIN'] = '';
      expect(() => checkPrerequisites(['ffmpeg'])).not.toThrow();
      expect(() => checkPrerequisites(['ffmpeg', 'ffprobe'])).toThrow(/^Missing: ffprobe\./);
    });

    it('names the setting that names no program', () => {
      process.env['FFPROBE_BIN'] = '/nonexistent/ffprobe';
      const message = 'FFPROBE_BIN names /nonexistent/ffprobe, which is no program that can be run here.';
      expect(() => checkPrerequisites(['ffprobe'])).toThrow(message);
      expect(() => installPrerequisites(() => undefined)).toThrow(message);
    });
  });
});
