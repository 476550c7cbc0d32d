import { CHAPTERS } from './chapters.js';
import type { Chapter, Example } from './example.js';
import type { Field } from './fields.js';

const HEAD = `# Everything a composition can say

Every field of the body of \`POST /api/v1/compositions\`, with pictures of what it does. All pictures are frames (and waveforms) of real
renders: \`make language\` renders them again, and \`UPDATE_GOLDEN=1 npm test -- test/docs\` writes this page from \`scripts/language\` and
the API's own description. Times are seconds; lengths are pixels of the output.
`;

/** docs/language.md. */
export const languagePage = (fields: readonly Field[]): string =>
  [HEAD, ...CHAPTERS.map((chapter) => chapterText(chapter, fieldsIn(chapter, fields)))].join('\n');

/** A field belongs to the first chapter that wants it. */
const fieldsIn = (chapter: Chapter, fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ path }) => CHAPTERS.find((one) => one.fields.test(path)) === chapter);

const chapterText = ({ title, says, examples }: Chapter, fields: readonly Field[]): string =>
  [`## ${title}\n`, `${says}\n`, ...examples.map(exampleText), tableOf(fields), ''].join('\n');

const exampleText = ({ name, fields, says, tiles }: Example): string => {
  const shown = tiles.map(({ label }) => label).join(', ');
  return [
    `### ${fields.map((field) => `\`${field}\``).join(' ')}\n`,
    `${says}\n`,
    `![${shown}](images/language/${name}.webp)\n`,
  ].join('\n');
};

const tableOf = (fields: readonly Field[]): string =>
  [
    '| Field | Values | Default | Meaning |',
    '|---|---|---|---|',
    ...fields.map(({ path, values, byDefault, says }) => `| \`${path}\` | ${values} | ${byDefault} | ${cell(says)} |`),
  ].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');
