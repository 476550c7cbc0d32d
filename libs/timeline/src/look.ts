/** How a picture goes onto the canvas: all of it, filling it, pulled to its shape, or all of it over a blurred copy. */
export const FITS = ['contain', 'cover', 'stretch', 'blur'] as const;
export type Fit = (typeof FITS)[number];

/** Where the camera goes over a still picture: into it, out of it, or along it (`pan_left`: to the picture's left). */
export const MOTIONS = ['zoom_in', 'zoom_out', 'pan_left', 'pan_right', 'pan_up', 'pan_down'] as const;
export type Motion = (typeof MOTIONS)[number];

/** Looks by name; what each does to a colour is libs/filter-graph's to say. */
export const COLOR_PRESETS = ['none', 'vivid', 'warm', 'cool', 'mono', 'cinematic', 'vintage'] as const;
/** `corrected`: not a look but the picture set right, its blacks, its whites and its cast; doors ask for it, no client by name. */
export type ColorPreset = (typeof COLOR_PRESETS)[number] | 'corrected';
