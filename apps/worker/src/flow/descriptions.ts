import type { FlowRepository } from '#lib/persistence';
import { asDescription, type FlowDescription } from './description.js';

/** Some hundred kilobytes each where a render has hundreds of clips. */
const REMEMBERED = 16;

/** Descriptions never change, and every part of a flow needs the same one: read once per worker. */
export class FlowDescriptions {
  readonly #known = new Map<string, Promise<FlowDescription | null>>();

  constructor(private readonly flows: Pick<FlowRepository, 'describe'>) {}

  /** Null where it is gone. */
  async of(compositionId: string, attempt: number): Promise<FlowDescription | null> {
    const name = `${compositionId}.${attempt}`;
    const reading = this.#known.get(name) ?? this.#read(compositionId, attempt);
    this.#known.delete(name);
    this.#known.set(name, reading);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    try {
      return await reading;
    } catch (error) {
      this.#known.delete(name);
      throw error;
    }
  }

  async #read(compositionId: string, attempt: number): Promise<FlowDescription | null> {
    const json = await this.flows.describe(compositionId, attempt);
    return json === null ? null : asDescription(json);
  }
}
