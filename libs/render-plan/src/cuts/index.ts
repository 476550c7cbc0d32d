export type { CodedPacket, CodedVideo, Window } from './coded-video.js';
export type { CutPiece, CutPlan, EdgeFormat } from './cut-plan.js';
export { copyableClips, planCuts } from './plan-cuts.js';
export { type ShownClip, windowOf } from './shown-clips.js';
