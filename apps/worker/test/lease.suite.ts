import { rational } from '#lib/timeline';
import { poll } from '../../../infra/local/poll.js';
import { Lease, type LeaseOptions } from '../src/cancellation/lease.js';
import { StopRender } from '../src/cancellation/reasons.js';
import { extraSeconds } from '../src/render/steps/allow-time.js';

const LEASE_SECONDS = 0.3;

describe('Lease', () => {
  const open: Lease[] = [];
  const take = (options: Partial<LeaseOptions>): Lease => {
    const lease = new Lease({
      leaseSeconds: LEASE_SECONDS,
      deadlineAt: Date.now() + 60_000,
      renew: async () => true,
      onTrouble: () => undefined,
      ...options,
    });
    open.push(lease);
    return lease;
  };
  afterEach(() => {
    for (const lease of open.splice(0)) lease.close();
  });

  const lost = async (lease: Lease, deadlineMs = 5_000): Promise<string | null> => {
    await poll(() => lease.signal.aborted || null, { deadlineMs, everyMs: 5 });
    return lease.signal.reason instanceof StopRender ? lease.signal.reason.kind : null;
  };

  it('holds for as long as it is renewed, also through a fault shorter than itself', async () => {
    let asked = 0;
    const troubles: unknown[] = [];
    const lease = take({
      renew: async () => {
        asked += 1;
        if (asked === 3) throw new Error('the connection broke');
        return true;
      },
      onTrouble: (error) => troubles.push(error),
    });
    expect(await poll(() => asked > 12 || null, { deadlineMs: 5_000 })).toBe(true);
    expect(lease.signal.aborted).toBe(false);
    expect(troubles).toHaveLength(1);
  });

  it('is overdue at its deadline, or as much later as it was given', async () => {
    const [early, late] = [take({ deadlineAt: Date.now() }), take({ deadlineAt: Date.now() })];
    late.extend(60);
    expect(await lost(early)).toBe('deadline');
    expect(late.signal.aborted).toBe(false);
    const limits = { jobTimeoutSeconds: 300, maxCompositionSeconds: 180 };
    const extra = (frames: number): number => extraSeconds({ frames, fps: rational(25) }, limits);
    expect([extra(25 * 90), extra(25 * 180), extra(25 * 600)]).toEqual([0, 0, 700]);
  });

  it('is lost as soon as Postgres says so, at once after a message', async () => {
    const lease = take({ leaseSeconds: 3_600, renew: async () => false });
    lease.check();
    expect(await lost(lease, 1_000)).toBe('lease-lost');
  });

  it('is lost when nobody could renew it in time', async () => {
    const lease = take({ renew: () => Promise.reject(new Error('no database')) });
    expect(await lost(lease)).toBe('lease-lost');
  });

  it('is lost when Postgres gives no answer at all', async () => {
    const lease = take({ renew: () => new Promise<boolean>(() => undefined) });
    expect(await lost(lease)).toBe('lease-lost');
  });

  it('ends at its deadline, however well it is renewed', async () => {
    expect(await lost(take({ deadlineAt: Date.now() + 200 }))).toBe('deadline');
  });

  it('asks nothing and says nothing once it is closed', async () => {
    let asked = 0;
    const lease = take({
      renew: async () => {
        asked += 1;
        return false;
      },
    });
    lease.close();
    lease.check();
    await poll(() => null, { deadlineMs: LEASE_SECONDS * 1000 });
    expect([asked, lease.signal.aborted]).toEqual([0, false]);
  });
});
