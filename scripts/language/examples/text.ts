import type { TextStyleRequest } from '#lib/composition-request';
import { type Chapter, frame, type Tile } from '../example.js';

const said = (label: string, content: string, style: TextStyleRequest): Tile =>
  frame(label, { overlays: [{ type: 'text', content, style: { size: 44, ...style } }] });
const styled = (label: string, style: TextStyleRequest): Tile => said(label, 'Summer', style);
const lines = (label: string, style: TextStyleRequest): Tile => said(label, 'Summer sale\nnow', { size: 34, ...style });

export const text: Chapter = {
  title: 'Text',
  fields: /^overlays\[\]\.(style|content)/,
  says: '`style` is the same for text, captions and timecode.',
  examples: [
    {
      name: 'text-content',
      fields: ['overlays[].content'],
      says: 'Any script, mixed, right to left, emoji; always literally.',
      columns: 4,
      tiles: [
        ['Devanagari', 'नमस्ते'],
        ['Arabic', 'مرحبا'],
        ['Hebrew', 'שלום'],
        ['Thai', 'สวัสดี'],
        ['Tamil', 'வணக்கம்'],
        ['Bengali', 'নমস্কার'],
        ['CJK', '你好 こんにちは'],
        ['Cyrillic, Greek', 'Привет Γειά'],
        ['emoji', '😀 👍🏽 🎬'],
        ['mixed', 'Hi नमस्ते 😀'],
        ['literally', '%{pts} <b>&'],
      ].map(([label = '', content = '']) => said(label, content, { size: 36 })),
    },
    {
      name: 'text-letters',
      fields: [
        'overlays[].style',
        'overlays[].style.font',
        'overlays[].style.size',
        'overlays[].style.color',
        'overlays[].style.bold',
        'overlays[].style.italic',
      ],
      says: 'The letters. Colours: `#RGB[A]`, `#RRGGBB[AA]`, a CSS name, or `name@0.85`.',
      columns: 4,
      tiles: [
        styled('—', {}),
        styled('font DejaVu Serif', { font: 'DejaVu Serif' }),
        styled('size 80', { size: 80 }),
        styled('color #FF8800', { color: '#FF8800' }),
        styled('color yellow@0.5', { color: 'yellow@0.5' }),
        styled('bold true', { bold: true }),
        styled('italic true', { italic: true }),
      ],
    },
    {
      name: 'text-dress',
      fields: [
        'overlays[].style.shadow',
        'overlays[].style.shadow.x',
        'overlays[].style.shadow.y',
        'overlays[].style.shadow.color',
        'overlays[].style.stroke',
        'overlays[].style.stroke.color',
        'overlays[].style.stroke.width',
        'overlays[].style.background',
      ],
      says: 'What makes letters legible on any picture.',
      tiles: [
        styled('shadow true', { shadow: true }),
        styled('shadow x 8, y 8, navy', { shadow: { x: 8, y: 8, color: 'navy' } }),
        styled('stroke {}', { stroke: {} }),
        styled('stroke width 6, crimson', { stroke: { width: 6, color: 'crimson' } }),
        styled('background black@0.6', { background: 'black@0.6' }),
      ],
    },
    {
      name: 'text-lines',
      fields: ['overlays[].style.align', 'overlays[].style.line_height', 'overlays[].style.max_width'],
      says: 'Several lines.',
      tiles: [
        lines('align left', {}),
        lines('align center', { align: 'center' }),
        lines('align right', { align: 'right' }),
        lines('line_height 1.6', { line_height: 1.6 }),
        lines('max_width 150', { max_width: 150 }),
      ],
    },
  ],
};
