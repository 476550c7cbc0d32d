import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { CompositionRequest } from '#lib/composition-request';
import { type ObjectStore, parseObjectUrl } from '#lib/storage';
import { download, follow, postComposition, uploadAsset } from '../../infra/local/demo/client.js';
import { card } from './card.js';
import type { Tile } from './example.js';
import { ffmpeg } from './media.js';
import { TILE } from './strip.js';

/** Renders what tiles ask for, every composition once, and looks at it. */
export class Renderer {
  readonly #done = new Map<string, Promise<Rendered>>();
  private constructor(
    private readonly api: string,
    private readonly objects: Pick<ObjectStore, 'get'>,
    private readonly dir: string,
    private readonly urls: ReadonlyMap<string, string>,
  ) {}

  /** Results go below `dir`. */
  static async create(
    api: string,
    objects: Pick<ObjectStore, 'get'>,
    dir: string,
    media: ReadonlyMap<string, string>,
  ): Promise<Renderer> {
    await mkdir(dir, { recursive: true });
    const uploaded = await Promise.all(
      [...media].map(async ([name, path]) => [`media:${name}`, await uploadAsset(api, path)] as const),
    );
    return new Renderer(api, objects, dir, new Map(uploaded));
  }

  async look({ ask, see }: Tile): Promise<Buffer> {
    const { id, file } = await this.#rendered(ask);
    switch (see.kind) {
      case 'frame':
        return ffmpeg('-ss', see.at.toFixed(3), '-i', file, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', '-');
      case 'sound': {
        const wave = `aformat=channel_layouts=mono,showwavespic=s=${TILE.width}x${TILE.height}:colors=#2b6cb0:scale=lin`;
        return ffmpeg('-i', file, '-filter_complex', wave, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', '-');
      }
      case 'spectrum': {
        const bands = `aformat=channel_layouts=mono,showspectrumpic=s=${TILE.width}x${TILE.height}:legend=0:scale=log:color=viridis`;
        return ffmpeg('-i', file, '-filter_complex', bands, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', '-');
      }
      case 'thumbnail':
        return this.#thumbnail(id);
      case 'told':
        return card(see.lines(await (await fetch(`${this.api}${see.path(id)}`)).json()));
    }
  }

  #rendered(ask: CompositionRequest): Promise<Rendered> {
    const named = [...this.urls].reduce((text, [name, url]) => text.replaceAll(name, url), JSON.stringify(ask));
    const known = this.#done.get(named) ?? this.#render(named);
    this.#done.set(named, known);
    return known;
  }

  async #render(body: string): Promise<Rendered> {
    const id = await postComposition(this.api, JSON.parse(body) as object);
    await follow(this.api, id, () => undefined);
    const file = join(this.dir, `${id}.mp4`);
    await download(this.api, id, file);
    return { id, file };
  }

  async #thumbnail(id: string): Promise<Buffer> {
    const state = (await (await fetch(`${this.api}/api/v1/compositions/${id}`)).json()) as { thumbnail_url: string };
    const { body } = await this.objects.get(parseObjectUrl(state.thumbnail_url));
    return buffer(body);
  }
}

interface Rendered {
  readonly id: string;
  readonly file: string;
}
