import { type CompositionEvent, isTerminal, terminalSeq } from '#lib/contracts';
import type { Composition, CompositionRepository } from '#lib/persistence';
import type { ProgressBus } from '#lib/queue';

/** Tells watchers what Postgres says of a composition: the state is committed first, then spoken of. */
export class Announcer {
  constructor(
    private readonly compositions: CompositionRepository,
    private readonly bus: ProgressBus,
  ) {}

  /** Never throws: watchers also ask Postgres themselves. */
  async current(compositionId: string): Promise<void> {
    const row = await this.compositions.get(compositionId).catch(() => null);
    if (row !== null && isTerminal(row.status)) this.ended(row);
  }

  ended(row: Composition): void {
    if (isTerminal(row.status)) this.bus.publish(eventOf(row, row.status));
  }
}

const eventOf = (
  row: Composition,
  type: Extract<Composition['status'], CompositionEvent['type']>,
): CompositionEvent => ({
  type: type as 'completed' | 'failed' | 'cancelled',
  seq: terminalSeq(row.attempt),
  composition_id: row.compositionId,
  timestamp: new Date().toISOString(),
  status: row.status,
  progress: row.progress,
  error:
    row.errorCode === null
      ? null
      : { code: row.errorCode, message: row.errorMessage ?? '', details: row.errorDetails ?? {} },
});
