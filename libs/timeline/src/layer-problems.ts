import type { Problem } from '#lib/contracts';
import type { Arrangement } from './arrange.js';
import { evaluateExpression } from './expression/index.js';
import { fontFault } from './fonts.js';
import type { Layer, LayerBase, Position, VideoLayer } from './layers.js';
import type { OutputSpec, Timeline } from './model.js';
import { compare, div, rational, ZERO } from './rational.js';
import { secondsText } from './text.js';

/** Everything that is wrong with a layer's time and place, as far as the length of the video is known. */
export const layerProblems = (
  layer: Layer,
  timeline: Timeline,
  arrangement: Arrangement | null,
): readonly Problem[] => [
  ...timeProblems(layer, timeline.output, arrangement),
  ...positionProblems(layer, timeline.output, null),
  ...(layer.kind === 'video' ? trimProblems(layer) : []),
];

const trimProblems = ({ inPoint, outPoint, pointer }: VideoLayer): readonly Problem[] =>
  outPoint === null || compare(outPoint, inPoint) > 0
    ? []
    : [{ pointer: `${pointer}/trim_end`, message: `trim_end must be after trim_start (${secondsText(inPoint)}).` }];

const timeProblems = (
  { start, end, pointer }: LayerBase,
  output: OutputSpec,
  arrangement: Arrangement | null,
): readonly Problem[] => {
  if (compare(start, ZERO) < 0)
    return [{ pointer: `${pointer}/start_time`, message: 'start_time must not be negative.' }];
  if (end !== null && compare(end, start) <= 0) {
    return [{ pointer: `${pointer}/end_time`, message: 'The layer must end after it starts.' }];
  }
  if (arrangement === null) return [];
  const length = div(rational(arrangement.frames), output.fps);
  if (compare(start, length) < 0) return [];
  const message = `The video is ${secondsText(length)} long: this layer would never be seen.`;
  return [{ pointer: `${pointer}/start_time`, message }];
};

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is wrong with where the layer goes; `box` is its own size, null where that is not known yet. */
export const positionProblems = (
  { x, y, pointer }: Pick<LayerBase, 'x' | 'y' | 'pointer'>,
  canvas: Size,
  box: Size | null,
): readonly Problem[] => {
  const on = (axis: 'x' | 'y', position: Position): readonly Problem[] => {
    if (position.kind !== 'expression') return [];
    const result = evaluateExpression(position.expression, {
      canvasWidth: canvas.width,
      canvasHeight: canvas.height,
      layerWidth: box?.width ?? null,
      layerHeight: box?.height ?? null,
    });
    return result.kind === 'refused' ? [{ pointer: `${pointer}/position/${axis}`, message: result.message }] : [];
  };
  return [...on('x', x), ...on('y', y)];
};

/** A font that is not among the installed `families`; null where nobody knows them. */
export const fontProblems = (layer: Layer, families: ReadonlySet<string> | null): readonly Problem[] => {
  const message = families === null || !('style' in layer) ? null : fontFault(layer.style.font, families);
  return message === null ? [] : [{ pointer: `${layer.pointer}/style/font`, message }];
};
