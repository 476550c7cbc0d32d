import { DEFAULTS } from '#lib/composition-request';
import type { Config } from '#lib/config';
import { checkSource } from '#lib/sources';
import { callbackCheck } from '../callbacks/callback-rule.js';
import type { Services } from '../services.js';
import { type CheckedRequest, checkRequest } from './check-request.js';
import { LiveCodecs } from './live-codecs.js';
import { LiveFonts } from './live-fonts.js';
import { LiveTransitions } from './live-transitions.js';

/** Checks requests by the rules of this service and the workers that are up. */
export class RequestChecker {
  readonly #config: Config;
  readonly #transitions: LiveTransitions;
  readonly #fonts: LiveFonts;
  readonly #codecs: LiveCodecs;

  constructor({ config, workers }: Pick<Services, 'config' | 'workers'>) {
    this.#config = config;
    this.#transitions = new LiveTransitions(workers);
    this.#fonts = new LiveFonts(workers);
    this.#codecs = new LiveCodecs(workers);
  }

  /** @throws CutroomError with every problem at once, see `checkRequest` */
  async check(body: unknown): Promise<CheckedRequest> {
    const { limits, sources, features } = this.#config;
    return checkRequest(body, {
      maxSeconds: limits.maxCompositionSeconds,
      allows4k: features.output4k,
      transitions: await this.#transitions.get(),
      codecs: await this.#codecs.get(),
      fonts: await this.#fonts.get(),
      checkSource: (url) => checkSource(url, sources),
      checkCallback: callbackCheck(this.#config),
    });
  }

  /**
   * What a worker maps: with the defaults that may change written in, so that a retry renders the same; and without
   * the callback's URL, which has a column of its own and may carry a secret.
   */
  stored({ callback_url: _, ...request }: CheckedRequest['request']): object {
    const { defaultCrf } = this.#config.render;
    return { ...request, output: { resolution: DEFAULTS.output.resolution, crf: defaultCrf, ...request.output } };
  }
}
