import { Inject, Injectable } from '@nestjs/common';
import type { CompositionRequest } from '#lib/composition-request';
import type { JsonObject } from '#lib/persistence';
import { formatObjectUrl } from '#lib/storage';
import { CompositionsService } from '../compositions/compositions.service.js';
import { SERVICES, type Services } from '../services.js';
import { sampleClip } from './sample-clip.js';
import { tone } from './tone.js';
import { wav } from './wav.js';

const USER = 'dev';
const CLIPS = [
  { hue: 210, hertz: 330, seconds: 2 },
  { hue: 20, hertz: 440, seconds: 2 },
  { hue: 130, hertz: 550, seconds: 2 },
] as const;

@Injectable()
export class DevService {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    @Inject(CompositionsService) private readonly compositions: CompositionsService,
  ) {}

  /** Makes clips and music, and asks for a video of them as a client would. */
  async testGeneration(requestId: string): Promise<JsonObject> {
    const urls = await Promise.all(
      CLIPS.map(async (clip, i) => this.#put(`clip-${i + 1}.avi`, await sampleClip(clip), 'video/x-msvideo')),
    );
    const music = await this.#put('music.wav', wav(tone(110, 4)), 'audio/wav');
    const request: CompositionRequest = {
      clips: urls.map((url, i) => ({ url, ...(i === 0 ? {} : { transition_in: i === 1 ? 'fade' : 'crossfade' }) })),
      audio: { music_url: music, music_volume: 0.4 },
      overlays: [
        { type: 'text', content: 'Cutroom नमस्ते 🎬', position: { x: 'center', y: '10%' }, style: { shadow: true } },
      ],
      output: { resolution: '480p', fps: 25, preset: 'veryfast' },
      user_id: USER,
    };
    return this.compositions.create(request, { requestId, idempotencyKey: null });
  }

  /** Cancels what the user has waiting or running. @returns how many. */
  async resetUser(userId: string): Promise<number> {
    let cancelled = 0;
    for (const status of ['queued', 'processing'] as const) {
      // Cancelled ones leave the list, so the first page is always the next.
      let page = await this.compositions.list({ status, userId }, 100, null);
      while (page.items.length > 0) {
        const ended = await Promise.allSettled(page.items.map((item) => this.compositions.cancel(item.compositionId)));
        cancelled += ended.filter((result) => result.status === 'fulfilled').length;
        page = await this.compositions.list({ status, userId }, 100, null);
      }
    }
    return cancelled;
  }

  /** Always the same bytes under the same key: making it again does no harm to a render that reads it. */
  async #put(name: string, content: Buffer, contentType: string): Promise<string> {
    const ref = { bucket: this.services.config.storage.bucket, key: `samples/${name}` };
    await this.services.store.put(ref, content, { contentType });
    return formatObjectUrl(ref);
  }
}
