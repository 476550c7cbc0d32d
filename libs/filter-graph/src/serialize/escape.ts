/**
 * The only escaping in the project. A value is read twice by ffmpeg: the graph parser ends a filter at `[],;`,
 * then the option parser ends a value at `:`. Both unquote `\` and `'` and drop bare spaces at the edges
 * (ffmpeg-utils(1) "Quoting and escaping", ffmpeg-filters(1) "Notes on filtergraph escaping").
 */
export const escapeValue = (value: string): string => escapeGraph(escapeOption(value));

const escapeOption = (value: string): string => value.replace(/[\\':\s]/g, '\\$&');
const escapeGraph = (value: string): string => value.replace(/[\\'[\],;\s]/g, '\\$&');
