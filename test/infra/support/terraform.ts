import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pick } from '../../../infra/local/demo/json.js';

// Its types would bring those of a browser into the whole project.
const { parse }: { parse(name: string, text: string): Promise<unknown> } = createRequire(import.meta.url)(
  '@cdktn/hcl2json',
);

const MODULE = resolve(import.meta.dirname, '..', '..', '..', 'infra', 'terraform');

export interface TerraformModule {
  /** Block by its type and labels, e.g. `resource aws_s3_bucket this`. */
  block(...labels: readonly string[]): unknown;
  /** Everything as written, comments included. */
  readonly text: string;
}

/** How the parser gives an expression back. */
export const expression = (text: string): string => `\${${text}}`;

/** All .tf files through HashiCorp's own HCL parser. Rejects with file and line where one does not parse. */
export async function readModule(): Promise<TerraformModule> {
  const names = (await readdir(MODULE)).filter((name) => name.endsWith('.tf'));
  const texts = await Promise.all(names.map((name) => readFile(join(MODULE, name), 'utf8')));
  const files: readonly unknown[] = await Promise.all(names.map((name, index) => parse(name, texts[index] ?? '')));
  return {
    block: (...labels) => {
      const found = files.map((file) => pick(file, ...labels, '0')).find((one) => one !== undefined);
      if (found === undefined) throw new Error(`The module has no ${labels.join(' ')}.`);
      return found;
    },
    text: texts.join('\n'),
  };
}

/** Nested blocks of one name, in their order. */
export const blocks = (of: unknown, name: string): readonly unknown[] => Object.values(pick(of, name) ?? {});
