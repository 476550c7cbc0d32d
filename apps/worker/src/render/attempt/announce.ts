import { endEvent } from '#lib/answers';
import { settledSeq } from '#lib/contracts';
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
    if (row !== null) this.ended(row);
  }

  ended(row: Composition): void {
    this.#tell(row);
  }

  /** Once more, since watchers heard of a film that was owed to a project, but not of what became of it. Never throws. */
  async settled(compositionId: string): Promise<void> {
    const row = await this.compositions.get(compositionId).catch(() => null);
    if (row !== null) this.#tell(row, settledSeq(row.attempt));
  }

  #tell(row: Composition, seq?: number): void {
    const event = endEvent(row, seq);
    if (event !== null) this.bus.publish(event);
  }
}
