import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy, { type Busboy } from 'busboy';
import { CutroomError } from '#lib/contracts';
import { validationFailed } from '../http/validate.js';
import { mediaType } from './dto.js';

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  /** Ends with the file; an error of it is why the upload is not whole. */
  readonly body: Readable;
}

/** Beside the file: boundaries and headers. */
const ENVELOPE_BYTES = 64 * 1024;

/**
 * Hands the one `file` of a multipart body to `store` while it arrives, and gives what `store` made of it.
 * Nothing is kept in memory. @throws CutroomError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, VALIDATION_FAILED, and
 * what `store` throws
 */
export const receiveFile = async <T>(
  request: IncomingMessage,
  maxBytes: number,
  store: (file: UploadedFile) => Promise<T>,
): Promise<T> => {
  if (Number(request.headers['content-length']) > maxBytes + ENVELOPE_BYTES) throw tooLarge(maxBytes);
  const parser = openParser(request, maxBytes);
  let stored: Promise<T> | undefined;
  let file: Readable | undefined;
  const parsed = new Promise<void>((resolve, reject) => {
    const fail = (error: CutroomError): void => {
      file?.destroy(error);
      reject(error);
    };
    parser.on('file', (field, body, info) => {
      if (field !== 'file' || file !== undefined) {
        body.on('error', () => undefined).resume();
        const message = field === 'file' ? 'must be one file' : 'unknown field';
        return fail(validationFailed([{ pointer: `/${field}`, message }]));
      }
      file = body;
      body.once('limit', () => fail(tooLarge(maxBytes)));
      stored = store({ name: info.filename ?? '', contentType: mediaType(info.mimeType), body });
      stored.catch(reject);
    });
    parser.on('field', (name) => fail(validationFailed([{ pointer: `/${name}`, message: 'unknown field' }])));
    parser.once('close', resolve);
    parser.once('error', (cause) => fail(malformed(cause)));
    request.once('close', () => {
      if (!request.complete) fail(malformed(new Error('The client went away.')));
    });
  });
  request.pipe(parser);
  try {
    await parsed;
    if (stored === undefined) throw validationFailed([{ pointer: '/file', message: 'is required' }]);
    return await stored;
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    // What was stored of it must be gone, or whole, before the answer is given.
    await stored?.catch(() => undefined);
    throw error;
  }
};

const openParser = ({ headers }: IncomingMessage, maxBytes: number): Busboy => {
  try {
    return busboy({ headers, limits: { files: 2, fields: 1, fileSize: maxBytes, parts: 3 }, defParamCharset: 'utf8' });
  } catch (cause) {
    throw new CutroomError('UNSUPPORTED_MEDIA_TYPE', 'An upload is multipart/form-data with one field, file.', {
      cause,
    });
  }
};

const tooLarge = (maxBytes: number): CutroomError =>
  new CutroomError('PAYLOAD_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`);

const malformed = (cause: unknown): CutroomError =>
  new CutroomError('VALIDATION_FAILED', 'The upload ended before it was whole.', { cause });
