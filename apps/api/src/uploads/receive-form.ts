import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy, { type Busboy } from 'busboy';
import { CutroomError, type Problem } from '#lib/contracts';
import { validationFailed } from '../http/validate.js';
import { mediaType } from './media-type.js';

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  /** Ends with the file; an error of it is why the upload is not whole. */
  readonly body: Readable;
}

/** What a form may hold. */
export interface FormRules {
  /** Names of file fields, each with the number of files it takes. */
  readonly files: Readonly<Record<string, number>>;
  /** Names of text fields. */
  readonly fields?: readonly string[];
  /** Of one file, in bytes. */
  readonly maxFileBytes: number;
  /** Of the whole body, in bytes. Default: every file as large as it may be. */
  readonly maxTotalBytes?: number;
  /** Of one text field, in bytes. */
  readonly maxFieldBytes?: number;
}

export interface ReceivedForm<T> {
  readonly fields: ReadonlyMap<string, string>;
  /** What `store` made of each file, in the order in which they came. */
  readonly files: readonly { readonly field: string; readonly stored: T }[];
}

/** Beside the files: boundaries and headers. */
const ENVELOPE_BYTES = 64 * 1024;

/**
 * Hands each file of a multipart body to `store` while it arrives; nothing of a file is kept in memory. Where the form is
 * refused or breaks off, what was being stored is waited for, and `discard` hears of every file that was stored.
 * @throws CutroomError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, VALIDATION_FAILED, and what `store` throws
 */
export const receiveForm = async <T>(
  request: IncomingMessage,
  rules: FormRules,
  store: (file: UploadedFile) => Promise<T>,
  discard: (stored: T) => Promise<void> = async () => undefined,
): Promise<ReceivedForm<T>> => {
  const limits = limitsOf(rules);
  const announced = Number(request.headers['content-length']);
  if (announced > limits.total + ENVELOPE_BYTES) throw tooLarge(`The upload is larger than ${limits.total} bytes.`);
  const parser = openParser(request, limits);
  const fields = new Map<string, string>();
  const stored: { readonly field: string; readonly result: Promise<T> }[] = [];
  const open = new Set<Readable>();
  let received = 0;
  const parsed = new Promise<void>((resolve, reject) => {
    const fail = (error: unknown): void => {
      const reason = error instanceof Error ? error : new Error('The upload failed.');
      for (const body of open) body.destroy(reason);
      reject(reason);
    };
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > limits.total + ENVELOPE_BYTES) fail(tooLarge(`The upload is larger than ${limits.total} bytes.`));
    });
    parser.on('file', (field, body, info) => {
      const refusal = refuse(field, stored.filter((one) => one.field === field).length, rules);
      if (refusal !== null) {
        body.on('error', () => undefined).resume();
        return fail(refusal);
      }
      open.add(body);
      body.once('close', () => open.delete(body));
      body.once('limit', () => fail(tooLarge(`A file is larger than ${rules.maxFileBytes} bytes.`)));
      const result = store({ field, name: info.filename ?? '', contentType: mediaType(info.mimeType), body });
      stored.push({ field, result });
      result.catch(fail);
    });
    parser.on('field', (name, value, { valueTruncated }) => {
      if (!(rules.fields ?? []).includes(name)) fail(unknownField(name));
      else if (valueTruncated) fail(tooLarge(`The field ${name} is larger than ${limits.field} bytes.`));
      else fields.set(name, value);
    });
    parser.once('filesLimit', () => fail(tooLarge('There are too many files.')));
    parser.once('close', resolve);
    parser.once('error', (cause) => fail(malformed(cause)));
    request.once('close', () => {
      if (!request.complete) fail(malformed(new Error('The client went away.')));
    });
  });
  request.pipe(parser);
  try {
    await parsed;
    return {
      fields,
      files: await Promise.all(stored.map(async ({ field, result }) => ({ field, stored: await result }))),
    };
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    // What was stored must be gone before the answer is given.
    const made = await Promise.allSettled(stored.map(({ result }) => result));
    await Promise.allSettled(made.flatMap((one) => (one.status === 'fulfilled' ? [discard(one.value)] : [])));
    throw error;
  }
};

interface Limits {
  readonly count: number;
  readonly file: number;
  readonly field: number;
  readonly total: number;
}

const limitsOf = ({ files, maxFileBytes, maxTotalBytes, maxFieldBytes = 1024 * 1024 }: FormRules): Limits => {
  const count = Object.values(files).reduce((sum, most) => sum + most, 0);
  return { count, file: maxFileBytes, field: maxFieldBytes, total: maxTotalBytes ?? count * maxFileBytes };
};

const refuse = (field: string, before: number, { files }: FormRules): CutroomError | null => {
  const most = Object.hasOwn(files, field) ? files[field] : undefined;
  if (most === undefined) return unknownField(field);
  if (before < most) return null;
  if (most === 1) return validationFailed([{ pointer: `/${field}`, message: 'must be one file' }]);
  return new CutroomError('PAYLOAD_TOO_LARGE', `There are more than ${most} files ${field}.`);
};

const openParser = ({ headers }: IncomingMessage, { count, file, field }: Limits): Busboy => {
  try {
    const limits = { files: count + 1, fields: 16, fileSize: file, fieldSize: field, parts: count + 17 };
    return busboy({ headers, limits, defParamCharset: 'utf8' });
  } catch (cause) {
    throw new CutroomError('UNSUPPORTED_MEDIA_TYPE', 'An upload is multipart/form-data.', { cause });
  }
};

const unknownField = (name: string): CutroomError => validationFailed([unknown(name)]);
const unknown = (name: string): Problem => ({ pointer: `/${name}`, message: 'unknown field' });
const tooLarge = (message: string): CutroomError => new CutroomError('PAYLOAD_TOO_LARGE', message);
const malformed = (cause: unknown): CutroomError =>
  new CutroomError('VALIDATION_FAILED', 'The upload ended before it was whole.', { cause });
